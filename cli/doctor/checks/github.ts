import { type Check, ok, warn } from '../check.ts';
import type { Deployment } from '../deployment.ts';

const timeoutMs = 5_000;

/** From this machine: what the poll hears of GitHub is in its own log. */
export const githubCheck: Check<Deployment> = {
  name: 'GitHub',
  remedy: 'Release notes come later then: see docs/runbook.md#poll-failed.',
  look: async ({ github, functions: { poll } }) => {
    if ('environment' in poll && poll.environment['AMIWATCH_GITHUB'] === 'off') {
      return [ok('It is not asked: AMIWATCH_GITHUB is off.')];
    }
    const response = await fetch(new URL('/rate_limit', github), { signal: AbortSignal.timeout(timeoutMs) });
    await response.body?.cancel();
    return response.ok
      ? [ok('It answers this machine.')]
      : [warn(`It answers this machine with ${response.status}.`, 'See docs/runbook.md#poll-failed.')];
  },
};
