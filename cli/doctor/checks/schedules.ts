import { AwsError } from '../../../shared/aws/errors.ts';
import { type Check, fail, ok } from '../check.ts';
import type { Deployment, FunctionName } from '../deployment.ts';

const scheduled: readonly FunctionName[] = ['poll', 'deliver', 'digest'];

export const schedulesCheck: Check<Deployment> = {
  name: 'schedules',
  remedy: 'Look at them with `aws scheduler list-schedules`.',
  look: async ({ control, functions }) => {
    const schedules = await control.schedules();
    return scheduled.flatMap((name) => {
      const found = functions[name];
      if (found instanceof AwsError) return [];
      const state = schedules.find(({ target }) => target === found.arn)?.state;
      if (state === 'ENABLED') return [ok(`${name} is started by its schedule.`)];
      const what = state === undefined ? 'has no schedule' : `has a schedule that is ${state}`;
      return [fail(`${name} ${what}.`, 'Deploy the stack again: that restores the schedule and its role.')];
    });
  },
};
