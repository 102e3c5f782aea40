import { type Check, fail, ok } from '../check.ts';
import type { Deployment } from '../deployment.ts';

/** Three polls, as for the alarm. */
const longestMs = 900_000;

export const lastPollCheck: Check<Deployment> = {
  name: 'last poll',
  remedy: 'See docs/runbook.md#poller-stopped.',
  look: async ({ control, now, prefix }) => {
    const at = await control.lastCounted(`${prefix}poll`, 'Polls', now());
    if (at === undefined || now().getTime() - at.getTime() > longestMs) {
      const since = at === undefined ? 'for three hours' : `since ${at.toISOString()}`;
      return [fail(`No poll has come to its end ${since}.`, 'See docs/runbook.md#poller-stopped.')];
    }
    return [ok(`A poll came to its end at ${at.toISOString()}.`)];
  },
};
