import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { closeServer, listenOnLoopback } from './loopback.ts';

/** A Lambda behind an HTTP API, as far as the wire is concerned. */
export type HttpHandler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

export interface HttpApi {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Serves a handler on loopback with the events that an HTTP API (payload format 2.0) would send it. */
export async function startHttpApi(handler: HttpHandler, port: number): Promise<HttpApi> {
  const server = createServer((request, response) => {
    // What cannot be made an event is a failure of this request alone.
    Promise.try(() => handler(eventOf(request))).then(
      (result) => send(result, request, response),
      (error: unknown) => {
        console.error(error instanceof Error ? error.message : error);
        response.writeHead(500, { 'content-type': 'application/problem+json' }).end('{"status":500}');
      },
    );
  });
  const url = await listenOnLoopback(server, port);
  return { url, stop: () => closeServer(server) };
}

/** Bodies that were unpacked from base64: a handler that remembers an answer gives the same value again. */
const unpacked = new WeakMap<APIGatewayProxyStructuredResultV2, Buffer>();

function send(
  result: APIGatewayProxyStructuredResultV2,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { statusCode = 200, headers = {} } = result;
  const body = bytesOf(result);
  const hasBody = request.method !== 'HEAD' && statusCode !== 304 && statusCode !== 204;
  const named = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  const sized = hasBody ? { 'content-length': String(body.length) } : {};
  response.writeHead(statusCode, { ...Object.fromEntries(named), ...sized }).end(hasBody ? body : undefined);
}

function bytesOf(result: APIGatewayProxyStructuredResultV2): Buffer {
  const known = unpacked.get(result);
  if (known !== undefined) return known;
  const bytes = Buffer.from(result.body ?? '', result.isBase64Encoded ? 'base64' : 'utf8');
  unpacked.set(result, bytes);
  return bytes;
}

function eventOf(request: IncomingMessage): APIGatewayProxyEventV2 {
  // Not parsed as an address: `//` is a path here, and no host.
  const [pathname = '/', search = ''] = (request.url ?? '/').split('?', 2);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: pathname,
    rawQueryString: search,
    headers: { ...Object.fromEntries(headers), 'x-forwarded-proto': 'http' },
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: request.headers.host ?? '127.0.0.1',
      domainPrefix: 'local',
      http: {
        method: request.method ?? 'GET',
        path: pathname,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: 'local',
      routeKey: '$default',
      stage: '$default',
      time: '',
      timeEpoch: 0,
    },
    isBase64Encoded: false,
  };
}
