import httpRouter from '@middy/http-router';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
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

// The router calls what it finds as a Lambda function; here that gives the route and its part of the path.
const find = httpRouter({
  routes: routes.map((route) => ({
    method: 'GET',
    path: route.path,
    handler: async ({ pathParameters }: APIGatewayProxyEventV2): Promise<Found> => ({
      route,
      path: pathParameters ?? {},
    }),
  })) as never,
  notFoundResponse: () => {
    throw notFound('Nothing is at this address. /openapi.json has every address that there is.');
  },
}) as unknown as (event: unknown, context: unknown) => Promise<Found>;

/** The route of a path. Throws when there is none. */
export async function routeOf(path: string): Promise<Found> {
  return find({ version: '2.0', requestContext: { http: { method: 'GET', path: path || '/' } } }, {});
}
