import { pageRoutes } from './page/routes.ts';
import { notFound } from './problem.ts';
import type { Route } from './route.ts';
import { aliasRoute } from './routes/alias.ts';
import { behaviourChangeRoute } from './routes/behaviour-change.ts';
import { behaviourChangesRoute } from './routes/behaviour-changes.ts';
import { diffRoute } from './routes/diff.ts';
import { atomRoute, jsonFeedRoute, rssRoute } from './routes/feeds.ts';
import { openapiRoute } from './routes/openapi.ts';
import { releaseRoute } from './routes/release.ts';
import { releaseRevisionRoute } from './routes/release-revision.ts';
import { releasesRoute } from './routes/releases.ts';
import { renovateRoute } from './routes/renovate.ts';
import { resolveRoute } from './routes/resolve.ts';
import { rolloutRoute } from './routes/rollout.ts';
import { schemaRoute } from './routes/schema.ts';
import { timelineRoute } from './routes/timeline.ts';
import { tracksRoute } from './routes/tracks.ts';
import { whenRoute } from './routes/when.ts';

const apiRoutes: readonly Route[] = [
  jsonFeedRoute,
  atomRoute,
  rssRoute,
  releasesRoute,
  releaseRoute,
  releaseRevisionRoute,
  diffRoute,
  tracksRoute,
  timelineRoute,
  whenRoute,
  behaviourChangesRoute,
  behaviourChangeRoute,
  rolloutRoute,
  resolveRoute,
  aliasRoute,
  renovateRoute,
  schemaRoute,
];

/** Every resource: a new one is its file in `routes/` and its line above. */
export const routes: readonly Route[] = [...apiRoutes, openapiRoute(apiRoutes), ...pageRoutes];

/** A route, and what stands in the places that its path names in braces. */
export interface Found {
  readonly route: Route;
  readonly path: Readonly<Record<string, string | undefined>>;
}

const places = routes.map((route) => ({ route, pattern: patternOf(route.path) }));

/** The first route that the path fits. Throws when there is none. */
export function routeOf(path: string): Found {
  for (const { pattern, route } of places) {
    const match = pattern.exec(path || '/');
    if (match !== null) return { route, path: { ...match.groups } };
  }
  throw notFound('Nothing is at this address. /openapi.json has every address that there is.');
}

/** `/v1/releases/{release}` → what such paths look like. A slash at the end makes no difference. */
function patternOf(path: string): RegExp {
  const escaped = path.replace(/[.+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return new RegExp(`^${escaped}/?$`);
}
