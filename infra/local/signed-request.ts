import type { IncomingMessage, ServerResponse } from 'node:http';

/** What goes wrong with a call instead of its answer. */
export type Fault =
  /** Too many calls, in the service's own words. */
  | { readonly kind: 'throttle' }
  /** The service has failed, HTTP 500. */
  | { readonly kind: 'internal' }
  /** Any other error of the service, `AccessDeniedException` for one; HTTP 400 unless said otherwise. */
  | { readonly kind: 'error'; readonly type: string; readonly message?: string; readonly status?: number }
  /** The connection stays open and no answer ever comes. */
  | { readonly kind: 'hang' }
  /** The connection is cut. */
  | { readonly kind: 'reset' }
  /** Any bytes as the body, HTTP 200 unless said otherwise: a proxy's page, half a document. */
  | { readonly kind: 'body'; readonly body: string; readonly status?: number };

/** What a call gets: a body, or nothing of the kind. */
export type Reply = { readonly status: number; readonly text: string } | 'hang' | 'reset';

/** Far above any call that is answered here. */
const bodyLimitBytes = 64 * 1024;

/** The Region of the credential scope: `Credential=KEY/20240817/us-east-1/ssm/aws4_request`. */
export function regionOf(request: IncomingMessage, service: string): string | undefined {
  const scope = /Credential=[^/,]+\/\d{8}\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request/;
  const [, region, signed] = scope.exec(request.headers.authorization ?? '') ?? [];
  return signed === service ? region : undefined;
}

/** The body, or `undefined` when it is longer than the limit; no more than the limit is kept. */
export async function boundedText(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = chunk as Buffer;
    length += bytes.length;
    // The rest is still drained, up to the server's own time limit, so that the client reads the refusal.
    if (length <= bodyLimitBytes) chunks.push(bytes);
  }
  return length > bodyLimitBytes ? undefined : Buffer.concat(chunks).toString();
}

/** Gives the reply; one that never comes leaves the connection open. */
export function give(
  reply: Reply,
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
): void {
  if (reply === 'hang') return;
  if (reply === 'reset') {
    response.destroy();
    return;
  }
  response.writeHead(reply.status, headers).end(reply.text);
}
