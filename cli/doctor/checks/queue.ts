import { AwsError } from '../../../shared/aws/errors.ts';
import { type Check, fail, ok } from '../check.ts';
import type { Deployment } from '../deployment.ts';

/** What tells deliveries at once that something is new. Without it they come with the next minute. */
export const queueCheck: Check<Deployment> = {
  name: 'queue',
  remedy: 'Look at it with `aws lambda list-event-source-mappings`.',
  look: async ({ control, functions: { deliver } }) => {
    if (deliver instanceof AwsError) return [];
    const states = await control.sources(deliver.arn);
    if (states.includes('Enabled')) return [ok('deliver takes messages from its queue.')];
    const what =
      states.length === 0 ? 'has no queue' : `takes nothing from its queue: that is ${states.join()}`;
    return [fail(`deliver ${what}.`, 'Deploy the stack again: that restores the queue and its mapping.')];
  },
};
