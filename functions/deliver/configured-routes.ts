import { isRoute, readRoute } from '../../shared/announce/read-route.ts';
import { type HubConfig, hubRouteName, type Route } from '../../shared/announce/route.ts';
import type { RouteParameter } from '../../shared/aws/read-routes.ts';
import type { Problem } from '../../shared/problem.ts';

/** The routes that there are. */
export interface ConfiguredRoutes {
  readonly routes: ReadonlyMap<string, Route>;
  /** Names of the parameters that are no routes: what they would want is not known. */
  readonly broken: readonly string[];
  readonly problems: readonly Problem[];
  /** By name, when its parameter was written last, ISO 8601. */
  readonly modifiedAt: ReadonlyMap<string, string>;
}

/** The routes that parameters describe, and the hub where there is one. */
export function configuredRoutes(
  parameters: readonly RouteParameter[],
  hub: HubConfig | undefined,
): ConfiguredRoutes {
  const read = parameters.map(({ name, text }) => readRoute(name, text));
  const problems = read.filter((one): one is Problem => !isRoute(one));
  const routes = [...read.filter(isRoute), ...(hub === undefined ? [] : [{ ...hub, name: hubRouteName }])];
  return {
    routes: new Map(routes.map((route) => [route.name, route])),
    broken: problems.map(({ subject }) => subject),
    problems,
    modifiedAt: new Map([
      ...parameters.map(({ modifiedAt, name }) => [name, modifiedAt] as const),
      // To hear of old news does a hub no harm.
      ...(hub === undefined ? [] : [[hubRouteName, new Date(0).toISOString()] as const]),
    ]),
  };
}
