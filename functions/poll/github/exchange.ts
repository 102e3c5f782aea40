import { SourceUnavailableError } from '../../../shared/packages/details.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The body of a 200, and nothing of any other: no other one is looked into. */
  readonly text: string;
}

export interface Bounds {
  /** For the whole exchange, a body that trickles in included. */
  readonly timeoutMs: number;
  /** Of the body, unpacked; what is longer is cut off where it crosses the line. */
  readonly maxBytes: number;
}

/**
 * One GET. Redirects are not followed: they are answers like any other. Nothing of the headers that were sent is in what
 * it throws.
 *
 * @throws SourceUnavailableError when there is no answer within the bounds.
 */
export async function exchange(
  url: string,
  headers: Readonly<Record<string, string>>,
  { timeoutMs, maxBytes }: Bounds,
): Promise<Answer> {
  const signal = AbortSignal.timeout(timeoutMs);
  const { host } = new URL(url);
  try {
    const response = await fetch(url, {
      // A connection that is kept would be dead when a frozen Lambda function wakes up five minutes later.
      headers: { ...headers, connection: 'close' },
      redirect: 'manual',
      signal,
    });
    const { status } = response;
    if (status === 200) return { status, headers: response.headers, text: await read(response, maxBytes) };
    await response.body?.cancel();
    return { status, headers: response.headers, text: '' };
  } catch (cause) {
    if (cause instanceof SourceUnavailableError) throw cause;
    const message = signal.aborted
      ? `gave no whole answer within ${timeoutMs} ms`
      : `broke off the exchange (${codeOf(cause)})`;
    throw new SourceUnavailableError(`${host} ${message}.`, { cause });
  }
}

async function read(response: Response, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  // Leaving the loop ends the connection.
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      throw new SourceUnavailableError(
        `${new URL(response.url).host} sends more than ${maxBytes} bytes, and that is no release.`,
      );
    }
    parts.push(decoder.decode(chunk, { stream: true }));
  }
  return parts.join('') + decoder.decode();
}

/** `ECONNREFUSED`, `UND_ERR_SOCKET`, …; the message of the error below it may quote what was sent. */
function codeOf(error: unknown): string {
  const { cause } = error as { readonly cause?: { readonly code?: unknown } };
  return typeof cause?.code === 'string' ? cause.code : 'no code';
}
