import type { Tally } from './campaign.ts';

const names = { hook: 'Slack, incoming webhook', bot: 'Slack, bot', key: 'webhook' } as const;

/** What a campaign came to, a line for each route: what it was owed, and what arrived. */
export function describeTally({ broken, delivered, announcements, ...tally }: Tally): string {
  const repeats = { hook: tally.repeatsAtWebhook, bot: 0, key: tally.repeatsDroppedById };
  const ways = { hook: 'came twice', bot: 'came twice', key: 'came twice, and were dropped by their id' };
  const lines = (['hook', 'bot', 'key'] as const).map((route) => {
    const again = repeats[route] === 0 ? '' : `; ${repeats[route]} ${ways[route]}`;
    return `${names[route]}: owed ${announcements}, delivered ${delivered[route]}${again}`;
  });
  const verdict = broken.length === 0 ? 'Nothing was lost.' : `${broken.length} broken:`;
  return [...lines, verdict, ...broken].join('\n');
}
