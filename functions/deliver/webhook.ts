import { createHmac } from 'node:crypto';
import type { Send } from './sender.ts';

/** The signature of a request: HMAC-SHA256 over its time in seconds, a full stop, and its body. */
export function signatureOf(key: string, timestamp: string, body: string): string {
  return `v1=${createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex')}`;
}

/** An announcement as it is, signed. The receiver drops repeats by `amiwatch-id`, and old requests by their time. */
export const sendWebhook: Send<'webhook'> = async ({ url }, secret, { announcement }, { now, post }) => {
  const body = JSON.stringify(announcement);
  const timestamp = String(Math.floor(now().getTime() / 1000));
  const { retryAfterMs, status } = await post(url, body, {
    headers: {
      'amiwatch-id': announcement.id,
      'amiwatch-timestamp': timestamp,
      'amiwatch-signature': signatureOf(secret, timestamp, body),
    },
  });
  const reason = `it answers with status ${status}`;
  if (status >= 200 && status < 300) return { kind: 'sent' };
  if ([401, 403, 404, 410].includes(status)) return { kind: 'route-refused', reason };
  // What is wrong with one request is wrong with it for ever; too early, too many and a time-out are not.
  if (status >= 400 && status < 500 && ![408, 425, 429].includes(status)) return { kind: 'refused', reason };
  return { kind: 'later', reason, ...(retryAfterMs === undefined ? {} : { waitMs: retryAfterMs }) };
};
