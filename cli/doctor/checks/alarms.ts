import { type Check, fail, ok } from '../check.ts';
import type { Deployment } from '../deployment.ts';

export const alarmsCheck: Check<Deployment> = {
  name: 'alarms',
  remedy: 'Look at them with `aws cloudwatch describe-alarms`.',
  look: async ({ control, prefix }) => {
    const alarms = await control.alarms(prefix);
    if (alarms.length === 0) return [fail('There are no alarms.', 'Deploy the stack again.')];
    const ringing = alarms.filter(({ state }) => state === 'ALARM');
    if (ringing.length === 0) return [ok(`None of ${alarms.length} rings.`)];
    return ringing.map(({ name, reason }) =>
      fail(`${name} rings: ${reason}`, `See docs/runbook.md#${name}.`),
    );
  },
};
