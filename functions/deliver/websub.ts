import type { Send } from './sender.ts';

/**
 * Tells a hub that the feeds have news; it fetches them itself. Whatever it answers but a yes is an outage: nothing here is
 * wrong with one message and right with the next, and to hear of the same news twice does a hub no harm.
 */
export const tellHub: Send<'websub'> = async ({ feeds, hub }, _secret, _parcel, { post }) => {
  for (const feed of feeds) {
    const body = new URLSearchParams({ 'hub.mode': 'publish', 'hub.url': feed }).toString();
    const { retryAfterMs, status } = await post(hub, body, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    if (status >= 200 && status < 300) continue;
    const waitMs = retryAfterMs === undefined ? {} : { waitMs: retryAfterMs };
    return { kind: 'later', reason: `the hub answers with status ${status}`, ...waitMs };
  }
  return { kind: 'sent' };
};
