import { openapiOf } from '../openapi.ts';
import { noParameters, type Route, textRoute } from '../route.ts';

/** The description of all the others. */
export function openapiRoute(others: readonly Route[]): Route {
  return textRoute({
    path: '/openapi.json',
    summary: 'This description.',
    parameters: noParameters,
    type: 'application/vnd.oai.openapi+json',
    answer: ({ baseUrl }) => JSON.stringify(openapiOf(others, baseUrl)),
  });
}
