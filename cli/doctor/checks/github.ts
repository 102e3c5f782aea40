import { readSecret } from '../../../shared/aws/read-secret.ts';
import { type Check, ok, warn } from '../check.ts';
import type { Deployment } from '../deployment.ts';

const timeoutMs = 5_000;

/** From this machine, with the poll's token: what the poll hears of GitHub is in its own log. */
export const githubCheck: Check<Deployment> = {
  name: 'GitHub',
  remedy: 'Release notes come later then: see docs/runbook.md#poll-failed.',
  look: async ({ github, functions: { poll }, ssm }) => {
    const environment = 'environment' in poll ? poll.environment : {};
    if (environment['AMIWATCH_GITHUB'] === 'off') return [ok('It is not asked: AMIWATCH_GITHUB is off.')];
    const parameter = environment['AMIWATCH_GITHUB_TOKEN_PARAMETER']?.trim();
    const headers: Record<string, string> = parameter
      ? { authorization: `Bearer ${await readSecret(ssm, parameter)}` }
      : {};
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(new URL('/rate_limit', github), { headers, signal });
    await response.body?.cancel();
    const how = parameter ? `this machine with the token of ${parameter}` : 'this machine';
    if (response.ok) return [ok(`It answers ${how}.`)];
    return response.status === 401
      ? [
          warn(
            `It refuses the token of ${parameter}.`,
            'Put a new one there: docs/configuration.md#settings.',
          ),
        ]
      : [warn(`It answers ${how} with ${response.status}.`, 'See docs/runbook.md#poll-failed.')];
  },
};
