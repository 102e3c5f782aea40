import { createHmac } from 'node:crypto';
import { type Send, unsent } from './sender.ts';

/** The signature of a request: HMAC-SHA256 over its time in seconds, a full stop, and its body. */
export function signatureOf(key: string, timestamp: string, body: string): string {
  return `v1=${createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex')}`;
}

/** An announcement as it is, signed. The receiver drops repeats by `amiwatch-id`, and old requests by their time. */
export const sendWebhook: Send<'webhook'> = async ({ url }, secret, { announcement }, { now, post }) => {
  const body = JSON.stringify(announcement);
  const timestamp = String(Math.floor(now().getTime() / 1000));
  const answer = await post(url, body, {
    headers: {
      'amiwatch-id': announcement.id,
      'amiwatch-timestamp': timestamp,
      'amiwatch-signature': signatureOf(secret, timestamp, body),
    },
  });
  const { status } = answer;
  const reason = `it answers with status ${status}`;
  if (status >= 200 && status < 300) return { kind: 'sent' };
  // What is wrong with one request is wrong with it for ever; too early, too many and a time-out are not.
  const passes = status < 400 || status >= 500 || [401, 403, 404, 408, 410, 425, 429].includes(status);
  return passes ? unsent(reason, answer) : { kind: 'refused', reason };
};
