import { AwsError } from '../../../shared/aws/errors.ts';
import { type Check, fail, howToPutBack, ok } from '../check.ts';
import type { Deployment, FunctionName } from '../deployment.ts';

const scheduled: readonly FunctionName[] = ['poll', 'deliver', 'digest'];

export const schedulesCheck: Check<Deployment> = {
  name: 'schedules',
  remedy: ({ options }) => `Look at them with \`aws scheduler list-schedules ${options.aws}\`.`,
  look: async ({ control, functions, options }) => {
    const schedules = await control.schedules();
    return scheduled.flatMap((name) => {
      const found = functions[name];
      if (found instanceof AwsError) return [];
      const schedule = schedules.find(({ target }) => target === found.arn);
      if (schedule === undefined) return [fail(`${name} has no schedule.`, howToPutBack)];
      return schedule.state === 'ENABLED'
        ? [ok(`${name} is started by its schedule.`)]
        : [fail(`${name} has a schedule that is ${schedule.state}.`, switchOn(schedule.name, options.aws))];
    });
  },
};

/** A schedule is updated as a whole: what is left out would have its default afterwards. The rest of the answer is refused. */
const written = [
  'Name',
  'GroupName',
  'Description',
  'ScheduleExpression',
  'ScheduleExpressionTimezone',
  'FlexibleTimeWindow',
  'Target',
];

function switchOn(name: string, options: string): string {
  const query = `{${written.map((key) => `${key}: ${key}`).join(', ')}}`;
  const definition = `aws scheduler get-schedule ${options} --name ${name} --query '${query}' --output json`;
  return `\`aws scheduler update-schedule ${options} --state ENABLED --cli-input-json "$(${definition})"\` switches it on.`;
}
