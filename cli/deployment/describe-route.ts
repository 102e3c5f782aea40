import { alertSeverities } from '../../shared/announce/alert.ts';
import type { Route } from '../../shared/announce/route.ts';

/** What a route is, what it gets and when it is quiet, a part each: `slack-bot C0123456789`, `gets …`, `quiet 22:00–07:00 UTC`. */
export function describeRoute(route: Route): readonly string[] {
  return [
    placeOf(route),
    route.kind === 'websub' ? 'gets all' : `gets ${describeFilter(route)}`,
    ...quietOf(route),
  ];
}

/** Its kind, and where it goes as far as that is no secret: the path of an address can be one. */
function placeOf(route: Route): string {
  switch (route.kind) {
    case 'slack-webhook':
      return route.kind;
    case 'slack-bot':
      return `${route.kind} ${route.channel}`;
    case 'webhook':
      return `${route.kind} ${new URL(route.url).host}`;
    case 'websub':
      return `${route.kind} ${new URL(route.hub).host}`;
  }
}

/** A route that names no severities is an alert route, and what it does name narrows that. */
function describeFilter({ filter = {} }: Route): string {
  const { severities, ...rest } = filter;
  const wanted =
    severities === undefined ? `alerts (${alertSeverities.join(', ')}, withdrawn)` : severities.join(', ');
  const narrowed = Object.entries(rest).map(([key, value]) => `; ${key} ${[value].flat().join(', ')}`);
  return `${wanted}${narrowed.join('')}`;
}

function quietOf(route: Route): readonly string[] {
  if (route.kind === 'websub' || route.quietHours === undefined) return [];
  const { from, timezone, to } = route.quietHours;
  return [`quiet ${from}–${to} ${timezone}`];
}
