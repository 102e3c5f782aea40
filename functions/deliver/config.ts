import * as z from 'zod';
import { type Environment, readEnvironment } from '../../shared/aws/read-environment.ts';

export interface DeliverConfig {
  readonly tableName: string;
  /** The path below which each route is a parameter. */
  readonly routesPath: string;
}

const environmentSchema = z.object({
  AMIWATCH_TABLE: z.string().min(3, 'is no name of a table'),
  AMIWATCH_ROUTES: z
    .string()
    .regex(/^(\/[\w.-]+)+$/, 'is not a path of parameters like /amiwatch/prod/routes'),
});

/** Reads the whole configuration at once. */
export function readConfig(environment: Environment): DeliverConfig {
  const read = readEnvironment('The environment of deliveries', environmentSchema, environment);
  return { tableName: read.AMIWATCH_TABLE, routesPath: read.AMIWATCH_ROUTES };
}
