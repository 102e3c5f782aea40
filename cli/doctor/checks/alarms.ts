import { type Check, type Finding, fail, howToPutBack, ok, warn } from '../check.ts';
import type { Deployment } from '../deployment.ts';
import { alarmSections, ownAlarms } from '../own-alarms.ts';

export const alarmsCheck: Check<Deployment> = {
  name: 'alarms',
  remedy: ({ options, prefix }) =>
    `Look at them with \`aws cloudwatch describe-alarms ${options.aws} --alarm-name-prefix ${prefix}\`.`,
  look: async (deployment) => {
    const alarms = await ownAlarms(deployment);
    if (alarms.length === 0) return [fail('There are no alarms.', howToPutBack)];
    const missing = alarmSections.filter((section) => alarms.every(({ name }) => name !== section));
    const findings: Finding[] = missing.map((name) => warn(`${name} is not there.`, howToPutBack));
    for (const { name, reason, state, switchedOn } of alarms) {
      if (state === 'ALARM') findings.push(fail(`${name} rings: ${reason}`, `See docs/runbook.md#${name}.`));
      if (!switchedOn)
        findings.push(
          warn(
            `${name} tells nobody: its actions are switched off.`,
            `\`aws cloudwatch enable-alarm-actions ${deployment.options.aws} --alarm-names ${deployment.prefix}${name}\` switches them on.`,
          ),
        );
    }
    if (alarms.every(({ state }) => state === 'INSUFFICIENT_DATA'))
      findings.push(
        warn(
          `None of ${alarms.length} has seen any number yet.`,
          'That is so for some minutes after the first deployment; then docs/runbook.md#poller-stopped.',
        ),
      );
    return findings.length > 0 ? findings : [ok(`None of ${alarms.length} rings.`)];
  },
};
