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

/** An answer as it goes onto the wire. */
interface Wire {
  readonly statusCode: number;
  /** Names and values by turns, as Node sends them. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** Answers that were sent before: a handler that remembers an answer gives the same value again. */
const sent = new WeakMap<APIGatewayProxyStructuredResultV2, Wire>();

function send(
  result: APIGatewayProxyStructuredResultV2,
  { method }: IncomingMessage,
  response: ServerResponse,
): void {
  const wire = sent.get(result) ?? wireOf(result);
  sent.set(result, wire);
  const hasBody = method !== 'HEAD' && wire.statusCode !== 304 && wire.statusCode !== 204;
  const headers = hasBody ? ['content-length', String(wire.body.length), ...wire.headers] : wire.headers;
  response.writeHead(wire.statusCode, headers as string[]);
  if (hasBody) response.end(wire.body);
  else response.end();
}

function wireOf({
  statusCode = 200,
  headers = {},
  body = '',
  isBase64Encoded,
}: APIGatewayProxyStructuredResultV2): Wire {
  return {
    statusCode,
    headers: Object.entries(headers).flatMap(([name, value]) => [name, String(value)]),
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  };
}

function eventOf(request: IncomingMessage): APIGatewayProxyEventV2 {
  // Not parsed as an address: `//` is a path here, and no host.
  const [pathname = '/', search = ''] = (request.url ?? '/').split('?', 2);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: pathname,
    rawQueryString: search,
    headers: { ...(request.headers as Record<string, string>), 'x-forwarded-proto': 'http' },
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
