import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Answer } from './route.ts';

/** How a body is packed; `identity` is not at all. */
type Coding = 'br' | 'gzip' | 'identity';

/** An answer, ready to be sent in every form that a client can ask for. Forms are made once. */
export interface Resource {
  /** What it takes in a memory, in characters: the body, and half as much for its packed forms. */
  readonly size: number;
  readonly respond: (event: APIGatewayProxyEventV2, isHead: boolean) => APIGatewayProxyStructuredResultV2;
}

/** A feed may be this old at a reader, in seconds: a poll comes every five minutes. An old one is better than none. */
const cacheControl = 'public, max-age=300, stale-while-revalidate=600, stale-if-error=86400';

/** Of every answer and every problem. Whoever reads may read from any page; nothing here is for one person. */
export const securityHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'etag, last-modified, link',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'cross-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
} as const;

/** Below this, packing saves no packet. */
const leastPacked = 1_000;
/** Brotli at 5 packs a page of the feed in some milliseconds, and as small as gzip at its best. */
const brotliQuality = 5;

/** Makes the resource of an answer. `modifiedAt` is ISO 8601; `undefined` where its tag alone says whether it is another one. */
export function resourceOf(
  { body, headers }: Answer,
  type: string,
  modifiedAt: string | undefined,
): Resource {
  const bytes = Buffer.from(body);
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 27);
  const modified = modifiedAt === undefined ? undefined : new Date(modifiedAt);
  modified?.setUTCMilliseconds(0);
  const forms = new Map<string, APIGatewayProxyStructuredResultV2>();
  const make = (coding: Coding, status: 200 | 304, isHead: boolean): APIGatewayProxyStructuredResultV2 => {
    const shared = {
      ...securityHeaders,
      'cache-control': cacheControl,
      vary: 'accept-encoding',
      ...(modified === undefined ? {} : { 'last-modified': modified.toUTCString() }),
      ...headers,
      etag: coding === 'identity' ? `"${hash}"` : `"${hash}-${coding}"`,
    };
    if (status === 304) return { statusCode: 304, headers: shared, body: '' };
    const packed = pack(bytes, coding);
    const described = {
      ...shared,
      'content-type': type,
      ...(coding === 'identity' ? {} : { 'content-encoding': coding }),
    };
    if (isHead)
      return { statusCode: 200, headers: { ...described, 'content-length': packed.length }, body: '' };
    return coding === 'identity'
      ? { statusCode: 200, headers: described, body }
      : { statusCode: 200, headers: described, body: packed.toString('base64'), isBase64Encoded: true };
  };
  return {
    size: Math.ceil(body.length * 1.5),
    respond: ({ headers: asked }, isHead) => {
      const coding = bytes.length < leastPacked ? 'identity' : codingFor(asked['accept-encoding']);
      const status = isUnchanged(asked, hash, modified) ? 304 : 200;
      const key = `${coding} ${status} ${isHead}`;
      const made = forms.get(key) ?? make(coding, status, isHead);
      forms.set(key, made);
      return made;
    },
  };
}

function pack(bytes: Buffer, coding: Coding): Buffer {
  if (coding === 'br')
    return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } });
  return coding === 'gzip' ? gzipSync(bytes) : bytes;
}

/** What clients say is one of few texts: each is read once. Strangers can say anything, so that there is an end to it. */
const codings = new Map<string, Coding>();
const mostCodings = 200;

function codingFor(accepted: string | undefined): Coding {
  if (accepted === undefined) return 'identity';
  const known = codings.get(accepted);
  if (known !== undefined) return known;
  const coding = bestCoding(accepted);
  if (codings.size < mostCodings) codings.set(accepted, coding);
  return coding;
}

/** The best packing that the client takes. A weight of 0 says that it does not take that one. */
function bestCoding(accepted: string): Coding {
  const taken = new Set(
    accepted.split(',', 20).flatMap((part) => {
      const [name = '', ...parameters] = part.trim().toLowerCase().split(';');
      return parameters.some((parameter) => /^\s*q=0(?:\.0*)?$/.test(parameter)) ? [] : [name.trim()];
    }),
  );
  if (taken.has('br')) return 'br';
  return taken.has('gzip') ? 'gzip' : 'identity';
}

/** Whether the client has this answer, in whatever packing: RFC 9110, 13.2.2. A list of tags says more than a date. */
function isUnchanged(
  asked: APIGatewayProxyEventV2['headers'],
  hash: string,
  modified: Date | undefined,
): boolean {
  const tags = asked['if-none-match'];
  if (tags !== undefined)
    return tags.split(',', 50).some((tag) => {
      const bare = tag.trim().replace(/^W\//, '');
      return bare === '*' || bare.replace(/-(?:br|gzip)"$/, '"') === `"${hash}"`;
    });
  const since = Date.parse(asked['if-modified-since'] ?? '');
  return modified !== undefined && modified.getTime() <= since;
}
