import * as z from 'zod';
import type { HubConfig } from '../../shared/announce/route.ts';
import { type Environment, readEnvironment, tableName } from '../../shared/aws/read-environment.ts';
import {
  feedPaths,
  hubIncomplete,
  isHubComplete,
  publicAddressKeys,
} from '../../shared/feed/public-address.ts';

export interface DeliverConfig {
  readonly tableName: string;
  /** The path below which each route is a parameter. */
  readonly routesPath: string;
  /** The WebSub hub that is told of news, and the feeds that it knows; `undefined` without one. */
  readonly hub?: HubConfig | undefined;
}

const environmentSchema = z
  .object({
    AMIWATCH_TABLE: tableName,
    AMIWATCH_ROUTES: z
      .string()
      .regex(/^(\/[\w.-]+)+$/, 'is not a path of parameters like /amiwatch/prod/routes'),
    ...publicAddressKeys,
  })
  .refine(isHubComplete, hubIncomplete);

/** Reads the whole configuration at once. */
export function readConfig(environment: Environment): DeliverConfig {
  const read = readEnvironment('The environment of deliveries', environmentSchema, environment);
  const { AMIWATCH_PUBLIC_URL: publicUrl = '', AMIWATCH_WEBSUB_HUB: hub } = read;
  return {
    tableName: read.AMIWATCH_TABLE,
    routesPath: read.AMIWATCH_ROUTES,
    hub:
      hub === undefined
        ? undefined
        : { kind: 'websub', hub, feeds: feedPaths.map((path) => `${publicUrl}${path}`) },
  };
}
