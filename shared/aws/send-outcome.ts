import { AwsError } from './errors.ts';

/** What became of a message that a service was given. */
export type SendOutcome =
  | { readonly kind: 'sent' }
  /** It was not sent, because there was too much at once or nobody there: a moment later it may be. */
  | { readonly kind: 'later'; readonly reason: string }
  /** It was not sent, and will not be until somebody does something. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Nobody knows whether it was sent. */
  | { readonly kind: 'uncertain'; readonly reason: string };

/** Too much at once, by the names that SES and SNS have for it; all of them are said before anything is sent. */
const throttles: ReadonlySet<string> = new Set([
  'TooManyRequestsException',
  'LimitExceededException',
  'Throttled',
  'ThrottledException',
  'ThrottlingException',
  'Throttling',
]);

/** Errors of a connection that never was. */
const unreached: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH']);

/**
 * Sends, and says what became of it. A client for this tries once: what it would repeat by itself could be a second mail that
 * nobody has a note of.
 */
export async function sending(send: () => Promise<unknown>): Promise<SendOutcome> {
  try {
    await send();
    return { kind: 'sent' };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return outcomeOf(error);
  }
}

function outcomeOf({ cause, message: reason }: AwsError): SendOutcome {
  const { $metadata, code, name } = cause as {
    readonly name?: string;
    readonly code?: string;
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode ?? 0;
  if (throttles.has(name ?? '') || status === 429) return { kind: 'later', reason };
  // An answer that says no: nothing was sent. MessageRejected, AccountSuspendedException, MailFromDomainNotVerifiedException, …
  if (status >= 400 && status < 500) return { kind: 'refused', reason };
  return unreached.has(code ?? '') ? { kind: 'later', reason } : { kind: 'uncertain', reason };
}
