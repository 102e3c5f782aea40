import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { closeServer, listenOnLoopback } from './loopback.ts';

/** A release as its author wrote it. */
export interface PublishedRelease {
  readonly name: string | null;
  readonly body: string | null;
  readonly prerelease?: boolean;
  readonly draft?: boolean;
}

/** What goes wrong instead of an answer. */
export type GithubFault =
  /** This answer, whatever was asked. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** The connection ends without an answer. */
  | { readonly kind: 'reset' }
  /** The right headers, and then a byte every few milliseconds, for ever. */
  | { readonly kind: 'slow' }
  /** A release whose body has this many bytes, sent as fast as it is taken. */
  | { readonly kind: 'huge'; readonly bytes: number };

export interface GithubRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

export interface GithubEndpoint {
  /** In the place of `https://api.github.com`. */
  readonly url: string;
  readonly publish: (tag: string, release: PublishedRelease) => void;
  readonly remove: (tag: string) => void;
  /** Decides for each request, by its path, whether something goes wrong; `undefined` answers it. */
  readonly fault: (decide: (path: string) => GithubFault | undefined) => void;
  /** Every request so far, oldest first. */
  readonly requests: () => readonly GithubRequest[];
  /** Most requests that were under way at once. */
  readonly atOnce: () => number;
  /** Bytes of bodies that have left for the network. */
  readonly bytesSent: () => number;
  readonly stop: () => Promise<void>;
}

/**
 * Answers on loopback as GitHub's REST API does when it is asked for a release by its tag: ETags and 304, gzip for those
 * who take it, 404 with a message, the limit of those without a token in the headers.
 *
 * @see https://docs.github.com/rest/releases/releases#get-a-release-by-tag-name
 */
export async function startGithubEndpoint(): Promise<GithubEndpoint> {
  const releases = new Map<string, PublishedRelease>();
  const requests: GithubRequest[] = [];
  let decide: (path: string) => GithubFault | undefined = () => undefined;
  let bytesSent = 0;
  let underWay = 0;
  let atOnce = 0;
  const count = (bytes: number) => {
    bytesSent += bytes;
  };
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    requests.push({ path, headers: request.headers });
    underWay += 1;
    atOnce = Math.max(atOnce, underWay);
    response.on('close', () => {
      underWay -= 1;
    });
    const fault = decide(path);
    if (fault === undefined) answer(request, response, releases.get(tagIn(path) ?? ''), count);
    else fail(fault, response, count);
  });
  const url = await listenOnLoopback(server);
  return {
    url,
    publish: (tag, release) => void releases.set(tag, release),
    remove: (tag) => void releases.delete(tag),
    fault: (next) => {
      decide = next;
    },
    requests: () => requests,
    atOnce: () => atOnce,
    bytesSent: () => bytesSent,
    stop: () => closeServer(server),
  };
}

type Count = (bytes: number) => void;

const json = { 'content-type': 'application/json; charset=utf-8' };

function tagIn(path: string): string | undefined {
  return /^\/repos\/awslabs\/amazon-eks-ami\/releases\/tags\/([^/?]+)$/.exec(path)?.[1];
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  release: PublishedRelease | undefined,
  count: Count,
): void {
  const limit = { 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '57' };
  // Drafts are only shown to those who may write them.
  if (release === undefined || release.draft === true) {
    response
      .writeHead(404, { ...json, ...limit })
      .end('{"message":"Not Found","documentation_url":"https://docs.github.com/rest","status":"404"}');
    return;
  }
  const text = shown(tagIn(request.url ?? '') ?? '', release);
  const etag = `W/"${createHash('sha256').update(text).digest('hex')}"`;
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, { ...limit, etag }).end();
    return;
  }
  const zipped = String(request.headers['accept-encoding']).includes('gzip');
  const body = zipped ? gzipSync(text) : Buffer.from(text);
  count(body.length);
  const encoding = zipped ? { 'content-encoding': 'gzip' } : {};
  response
    .writeHead(200, { ...json, ...limit, ...encoding, etag, vary: 'Accept, Accept-Encoding' })
    .end(body);
}

/** The release as the API shows it: lines of a body that was written in the browser end in CR LF. */
function shown(tag: string, { name, body, prerelease = false, draft = false }: PublishedRelease): string {
  const api = 'https://api.github.com/repos/awslabs/amazon-eks-ami';
  return JSON.stringify({
    url: `${api}/releases/1`,
    assets_url: `${api}/releases/1/assets`,
    html_url: `https://github.com/awslabs/amazon-eks-ami/releases/tag/${tag}`,
    id: 1,
    author: { login: 'author', id: 1, type: 'User', site_admin: false },
    node_id: 'RE_1',
    tag_name: tag,
    target_commitish: 'main',
    name,
    draft,
    prerelease,
    created_at: '2024-08-17T00:00:00Z',
    published_at: '2024-08-17T00:00:00Z',
    assets: [],
    tarball_url: `${api}/tarball/${tag}`,
    zipball_url: `${api}/zipball/${tag}`,
    body: body?.replaceAll('\n', '\r\n') ?? null,
  });
}

function fail(fault: GithubFault, response: ServerResponse, count: Count): void {
  switch (fault.kind) {
    case 'answer':
      response.writeHead(fault.status, { ...json, ...fault.headers }).end(fault.body ?? '{"message":"no"}');
      return;
    case 'reset':
      response.destroy();
      return;
    case 'slow': {
      response.writeHead(200, json);
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
      return;
    }
    case 'huge':
      response.writeHead(200, json).write('{"body":"');
      pour(response, fault.bytes, count);
  }
}

/** Piece by piece, with a turn for the other side between two: it could not leave before all is in the buffers otherwise. */
function pour(response: ServerResponse, bytes: number, count: Count): void {
  const piece = Math.min(bytes, 16_384);
  if (response.destroyed) return;
  if (piece === 0) {
    response.end('"}');
    return;
  }
  response.write('x'.repeat(piece), (error) => {
    if (error) return;
    count(piece);
    setImmediate(pour, response, bytes - piece, count);
  });
}
