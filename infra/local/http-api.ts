import { createServer, type IncomingMessage } from 'node:http';
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
      ({ statusCode = 200, headers = {}, body = '' }) => {
        const named = Object.entries(headers).map(([name, value]) => [name, String(value)]);
        response.writeHead(statusCode, Object.fromEntries(named)).end(body);
      },
      (error: unknown) => {
        console.error(error instanceof Error ? error.message : error);
        response.writeHead(500, { 'content-type': 'application/problem+json' }).end('{"status":500}');
      },
    );
  });
  const url = await listenOnLoopback(server, port);
  return { url, stop: () => closeServer(server) };
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
