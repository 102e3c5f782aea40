import { isRoute, readRoute, wrongRoute } from '../../shared/announce/read-route.ts';
import { type HubConfig, hubRouteName, type Route } from '../../shared/announce/route.ts';
import type { UnknownItemSchemaError } from '../../shared/aws/item-schema.ts';
import type { RouteParameter } from '../../shared/aws/read-routes.ts';
import type { Problem } from '../../shared/problem.ts';
import { leadsInside } from './private-networks.ts';

/** The routes that there are. */
export interface ConfiguredRoutes {
  readonly routes: ReadonlyMap<string, Route>;
  /** Names of the parameters that are no routes: what they would want is not known. */
  readonly broken: readonly string[];
  readonly problems: readonly Problem[];
  /** By name, when its parameter was written last, ISO 8601. */
  readonly modifiedAt: ReadonlyMap<string, string>;
}

/** Routes whose state cannot be read are owed what comes, as broken ones are; all others go on. */
export function withoutRefused(
  configured: ConfiguredRoutes,
  refused: readonly UnknownItemSchemaError[],
): ConfiguredRoutes {
  if (refused.length === 0) return configured;
  const names = new Set(refused.map(({ sortKey }) => sortKey));
  return {
    routes: new Map([...configured.routes].filter(([name]) => !names.has(name))),
    broken: [...new Set([...configured.broken, ...names])].filter((name) => configured.modifiedAt.has(name)),
    problems: [...configured.problems, ...refused.map(stateRefused)],
    modifiedAt: new Map([...configured.modifiedAt].filter(([name]) => !names.has(name))),
  };
}

function stateRefused({ message, sortKey }: UnknownItemSchemaError): Problem {
  return {
    kind: 'route-failed',
    subject: sortKey,
    message,
    remedy: 'What it is owed is kept, and all other routes go on.',
  };
}

/** The routes that parameters describe, and the hub where there is one. Only servers of this machine may be `inside`. */
export function configuredRoutes(
  parameters: readonly RouteParameter[],
  hub: HubConfig | undefined,
  { inside }: { readonly inside: boolean },
): ConfiguredRoutes {
  const read = parameters.map(({ name, text }) => {
    const route = readRoute(name, text);
    return inside || !isRoute(route) ? route : outsideOf(route);
  });
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

/** A route that can never be sent over is wrong before anything is owed on it. */
function outsideOf(route: Route): Route | Problem {
  if (route.kind !== 'webhook' || !leadsInside(route.url)) return route;
  return wrongRoute(
    route.name,
    'url: is an address inside a private network, and messages go to public ones.',
  );
}
