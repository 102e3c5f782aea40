import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { modifiedAt } from '../../shared/feed/modified-at.ts';
import type { FeedContext } from './feed-context.ts';
import { allowedIn } from './known.ts';
import { boundedMemory, type Memory } from './memory.ts';
import { longestQuery, readParameters } from './parameters.ts';
import { RequestError } from './problem.ts';
import { type Resource, resourceOf, securityHeaders } from './resource.ts';
import type { View } from './route.ts';
import { routeOf } from './routes.ts';

/** In characters. The function has 512 MB; all pages of the feed together are some 20 million. */
const mostRemembered = 40_000_000;
/** In characters: longer than any path that there is. */
const longestPath = 512;

/** Answers requests from what the context has, and remembers answers for as long as they stay true. */
export function answersOf(context: FeedContext) {
  let version: string | undefined;
  let memory: Memory<Resource> = boundedMemory(mostRemembered);
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const { method } = event.requestContext.http;
    if (method === 'OPTIONS') return preflight;
    if (method !== 'GET' && method !== 'HEAD') throw methodNotAllowed();
    const { rawPath, rawQueryString } = event;
    if (rawPath.length > longestPath || rawQueryString.length > longestQuery) throw tooLong();
    const catalogue = await context.catalogue();
    if (catalogue.version !== version) {
      version = catalogue.version;
      memory = boundedMemory(mostRemembered);
    }
    const baseUrl = context.publicUrl ?? ownUrl(event);
    const key = `${baseUrl} ${rawPath}?${rawQueryString}`;
    const remembered = memory.get(key);
    if (remembered !== undefined) return remembered.respond(event, method === 'HEAD');
    const view = { catalogue, baseUrl, hub: context.hub, imagesOf: context.imagesOf };
    const resource = await resourceAt(view, rawPath, rawQueryString);
    // Another request can have brought a newer catalogue in the meantime.
    if (catalogue.version === version) memory.set(key, resource, resource.size);
    return resource.respond(event, method === 'HEAD');
  };
}

async function resourceAt(view: View, rawPath: string, query: string): Promise<Resource> {
  const { route, path } = routeOf(rawPath);
  const parameters = readParameters(route.parameters, path, query, allowedIn(view.catalogue));
  const answer = await route.answer(view, parameters);
  const modified = route.tellsAges === true ? undefined : modifiedAt(view.catalogue);
  return resourceOf(answer, route.type, modified);
}

const preflight: APIGatewayProxyStructuredResultV2 = {
  statusCode: 204,
  headers: {
    ...securityHeaders,
    allow: 'GET, HEAD, OPTIONS',
    'access-control-allow-methods': 'GET, HEAD',
    'access-control-allow-headers': 'if-none-match, if-modified-since',
    'access-control-max-age': '86400',
  },
  body: '',
};

/** The address under which the API itself was reached. A name that is none is not repeated. */
function ownUrl({ headers, requestContext: { domainName } }: APIGatewayProxyEventV2): string {
  const scheme = headers['x-forwarded-proto'] === 'http' ? 'http' : 'https';
  const isName = /^[a-z\d](?:[a-z\d.-]{0,251}[a-z\d])?(?::\d{1,5})?$/i.test(domainName);
  return `${scheme}://${isName ? domainName : 'localhost'}`;
}

function methodNotAllowed(): RequestError {
  return new RequestError({
    status: 405,
    title: 'Method not allowed',
    detail: 'Everything here is read: use GET or HEAD.',
    headers: { allow: 'GET, HEAD, OPTIONS' },
  });
}

function tooLong(): RequestError {
  return new RequestError({
    status: 414,
    title: 'URI too long',
    detail: `A path has at most ${longestPath} characters, a query at most ${longestQuery}.`,
  });
}
