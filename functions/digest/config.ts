import * as z from 'zod';
import { type Environment, readEnvironment, tableName } from '../../shared/aws/read-environment.ts';

export interface DigestConfig {
  readonly tableName: string;
  /** The path below which each list is a parameter. */
  readonly listsPath: string;
}

const environmentSchema = z.object({
  AMIWATCH_TABLE: tableName,
  AMIWATCH_DIGESTS: z
    .string()
    .regex(/^(\/[\w.-]+)+$/, 'is not a path of parameters like /amiwatch/prod/digests'),
});

/** Reads the whole configuration at once. */
export function readConfig(environment: Environment): DigestConfig {
  const read = readEnvironment('The environment of digests', environmentSchema, environment);
  return { tableName: read.AMIWATCH_TABLE, listsPath: read.AMIWATCH_DIGESTS };
}
