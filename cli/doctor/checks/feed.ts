import { type Check, fail, howToPutBack, ok, warn } from '../check.ts';
import type { Deployment } from '../deployment.ts';

/** A cold start that reads the whole history takes some seconds. */
const timeoutMs = 10_000;

/** The feed as this machine reaches it, at the address that announcements lead to. */
export const feedCheck: Check<Deployment> = {
  name: 'feed',
  remedy: 'See docs/runbook.md#feed-errors.',
  look: async ({ publicUrl }) => {
    if (publicUrl === undefined)
      return [
        warn(
          'The poll knows no address of it: AMIWATCH_PUBLIC_URL is missing, which the template sets.',
          howToPutBack,
        ),
      ];
    const response = await fetch(`${publicUrl}/feed.json`, { signal: AbortSignal.timeout(timeoutMs) });
    await response.body?.cancel();
    return response.ok
      ? [ok(`${publicUrl}/feed.json answers.`)]
      : [fail(`${publicUrl}/feed.json answers with ${response.status}.`, 'See docs/runbook.md#feed-errors.')];
  },
};
