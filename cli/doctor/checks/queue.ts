import { AwsError } from '../../../shared/aws/errors.ts';
import { type Check, fail, howToPutBack, ok } from '../check.ts';
import type { Deployment } from '../deployment.ts';

/** What tells deliveries at once that something is new. Without it they come with the next minute. */
export const queueCheck: Check<Deployment> = {
  name: 'queue',
  remedy: ({ options, prefix }) =>
    `Look at it with \`aws lambda list-event-source-mappings ${options.aws} --function-name ${prefix}deliver\`.`,
  look: async ({ control, functions: { deliver }, options }) => {
    if (deliver instanceof AwsError) return [];
    const sources = await control.sources(deliver.arn);
    if (sources.some(({ state }) => state === 'Enabled'))
      return [ok('deliver takes messages from its queue.')];
    const [source] = sources;
    if (source === undefined) return [fail('deliver has no queue.', howToPutBack)];
    return [
      fail(
        `deliver takes nothing from its queue: that is ${source.state}.`,
        `\`aws lambda update-event-source-mapping ${options.aws} --uuid ${source.id} --enabled\` switches it on.`,
      ),
    ];
  },
};
