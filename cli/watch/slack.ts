import type { Announcement } from '../../shared/announce/announcement.ts';
import { renderSlack } from '../../shared/announce/slack/render-slack.ts';
import { DeliveryError, type Receiver } from './receiver.ts';

/** For the whole exchange. Slack answers in well under a second. */
const timeoutMs = 10_000;
/** A refusal for too many messages that names no time; Slack takes one a second. */
const unnamedMs = 30_000;
const longestMs = 3_600_000;

/** Posts announcements to an incoming webhook. Nothing that it throws has the address in it. */
export function slackReceiver(webhook: URL): Receiver {
  return { name: 'slack', deliver: (announcement, signal) => deliver(webhook, announcement, signal) };
}

async function deliver(webhook: URL, announcement: Announcement, signal: AbortSignal): Promise<void> {
  const message = renderSlack(announcement);
  const answer = await post(webhook, message, signal);
  // Slack changes what it takes in blocks: the words alone are better than nothing.
  const isOfBlocks = answer.status === 400 && answer.reason.includes('blocks');
  check(isOfBlocks ? await post(webhook, { text: message.text }, signal) : answer);
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string;
  readonly reason: string;
}

async function post(webhook: URL, message: object, signal: AbortSignal): Promise<Answer> {
  const late = AbortSignal.timeout(timeoutMs);
  return fetch(webhook, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify(message),
    redirect: 'manual',
    signal: AbortSignal.any([signal, late]),
  })
    .then(async (response) => ({
      status: response.status,
      retryAfter: response.headers.get('retry-after') ?? '',
      reason: await reasonIn(response),
    }))
    .catch((error: unknown) => {
      const what = late.aborted ? `gave no answer within ${timeoutMs / 1000} seconds` : codeOf(error);
      // Without its cause, which may quote the request.
      throw new DeliveryError(`Slack ${what}.`);
    });
}

function check({ reason, retryAfter, status }: Answer): void {
  if (status === 200) return;
  const message = `Slack answered ${status}${reason === '' ? '' : ` (${reason})`}.`;
  if (status === 429) {
    const afterMs = /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) * 1000 : unnamedMs;
    throw new DeliveryError(message, { afterMs: Math.min(longestMs, Math.max(1000, afterMs)) });
  }
  // Said of the message itself: the same one is refused again, and would stand before all others for ever.
  if (status === 400) throw new DeliveryError(message, { hopeless: true });
  throw new DeliveryError(message);
}

/** Slack's word for what is wrong, `no_service` or `channel_is_archived`, out of the first bytes of the body. */
async function reasonIn(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > 100) break;
  }
  return /^[a-z_]{2,60}$/.exec(text.trim())?.[0] ?? '';
}

/** `ECONNREFUSED`, `ENOTFOUND`, …; what stands beside it could quote the address. */
function codeOf(error: unknown): string {
  const { cause } = error as { readonly cause?: { readonly code?: unknown } };
  return typeof cause?.code === 'string' ? `broke off (${cause.code})` : 'broke off';
}
