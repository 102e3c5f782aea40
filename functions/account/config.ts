import * as z from 'zod';
import { type Environment, readEnvironment, tableName } from '../../shared/aws/read-environment.ts';
import { isRegion } from '../../shared/parameters/region.ts';

export interface AccountConfig {
  readonly tableName: string;
  /** Regions whose node groups are read. */
  readonly regions: readonly string[];
}

const environmentSchema = z.object({
  AMIWATCH_TABLE: tableName,
  AMIWATCH_ACCOUNT_REGIONS: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .refine((regions) => regions.every(isRegion), 'is not a list like us-east-1,eu-west-1'),
});

/** Reads the whole configuration at once. */
export function readConfig(environment: Environment): AccountConfig {
  const read = readEnvironment("The account's environment", environmentSchema, environment);
  return { tableName: read.AMIWATCH_TABLE, regions: [...new Set(read.AMIWATCH_ACCOUNT_REGIONS)] };
}
