import { lookup as lookupName } from 'node:dns';
import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPrivate, literalOf } from './private-networks.ts';

export interface PostOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** For the whole exchange, a body that trickles in included. */
  readonly timeoutMs: number;
  /** Lets requests go to this machine, without TLS: for tests and a laptop, never by configuration. */
  readonly allowLoopback?: boolean;
}

export interface PostAnswer {
  readonly status: number;
  /** What the other side asks to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** At most `answerLimit` bytes of the body. */
  readonly text: string;
}

/** The other side gave no answer, or must not be asked. The message never has the path of the address: it can be the secret. */
export class PostError extends Error {
  override readonly name = 'PostError';
  /** Whether the request may have been taken all the same: only then can a repeat be a second message. */
  readonly mayHaveArrived: boolean;

  constructor(message: string, mayHaveArrived: boolean, options?: ErrorOptions) {
    super(message, options);
    this.mayHaveArrived = mayHaveArrived;
  }
}

/** The address is none that anything may be sent to, now or later. */
export class ForbiddenAddressError extends PostError {
  constructor(message: string) {
    super(message, false);
  }
}

/** No answer that is used here is longer. */
const answerLimit = 64 * 1024;

/** One POST. Redirects are answers like any other, since a redirect could lead to where no request may go. */
export async function post(url: string, body: string, options: PostOptions): Promise<PostAnswer> {
  const address = checkedAddress(url, options.allowLoopback === true);
  let sent = false;
  return new Promise((resolve, reject) => {
    const fail = (message: string, cause?: unknown) => {
      clearTimeout(timer);
      request.destroy();
      reject(new PostError(`${address.host} ${message}.`, sent, { cause }));
    };
    const send = address.protocol === 'https:' ? requestSecure : requestPlain;
    const request = send(
      address,
      {
        method: 'POST',
        // A connection that is kept would be dead when a frozen Lambda function wakes up a minute later.
        agent: false,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'amiwatch',
          ...options.headers,
        },
        ...(options.allowLoopback === true ? {} : { lookup: lookupPublic }),
      },
      (response) => {
        read(response)
          .then((text) => {
            clearTimeout(timer);
            const retryAfterMs = retryAfter(response.headers['retry-after']);
            resolve({
              status: response.statusCode ?? 0,
              text,
              ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
            });
          })
          .catch((cause: unknown) => fail(`broke off its answer (${codeOf(cause)})`, cause));
      },
    );
    const timer = setTimeout(
      () => fail(`gave no whole answer within ${options.timeoutMs} ms`),
      options.timeoutMs,
    );
    request.on('error', (cause) => fail(reasonOf(cause), cause));
    request.on('finish', () => {
      sent = true;
    });
    request.end(body);
  });
}

function checkedAddress(url: string, allowLoopback: boolean): URL {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  // What is no address may be a secret that stands in the wrong place: it is not repeated.
  if (address === undefined) throw new ForbiddenAddressError('The address is none.');
  const name = literalOf(address);
  if (allowLoopback && ['127.0.0.1', '::1', 'localhost'].includes(name)) {
    address.protocol = 'http:';
    return address;
  }
  if (address.protocol !== 'https:')
    throw new ForbiddenAddressError(`${address.host} is not addressed with https.`);
  if (isIP(name) !== 0 && isPrivate(name)) throw new ForbiddenAddressError(privateMessage(address.host));
  return address;
}

/** Resolves a name at the moment of the connection, so that a name cannot be one address at the check and another after it. */
const lookupPublic: LookupFunction = (hostname, options, done) => {
  lookupName(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return done(error, '', 0);
    const hidden = addresses.find(({ address }) => isPrivate(address));
    if (hidden !== undefined) return done(new PrivateAddressError(privateMessage(hostname)), '', 0);
    if (options.all === true) return done(null, addresses);
    const [first] = addresses;
    return done(null, first?.address ?? '', first?.family ?? 0);
  });
};

class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError';
}

function privateMessage(host: string): string {
  return `${host} is an address inside a private network, and messages go to public ones`;
}

function reasonOf(error: Error): string {
  return error instanceof PrivateAddressError
    ? 'is inside a private network'
    : `cannot be reached (${codeOf(error)})`;
}

/** `ECONNREFUSED`, `ERR_TLS_CERT_ALTNAME_INVALID`, …; messages can quote the address. */
function codeOf(error: unknown): string {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : 'no code';
}

async function read(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    const bytes = chunk as Buffer;
    length += bytes.length;
    chunks.push(bytes);
    // Leaving the loop ends the connection; the status is what counts.
    if (length > answerLimit) break;
  }
  return Buffer.concat(chunks).subarray(0, answerLimit).toString();
}

/** Seconds, as Slack and GitHub say it; a longer wait than an hour is a mistake somewhere. */
function retryAfter(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,9}$/.test(value)
    ? Math.min(3600, Math.max(1, Number(value))) * 1000
    : undefined;
}
