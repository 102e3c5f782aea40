import { type Check, fail, howToPutBack, ok, warn } from '../check.ts';
import type { Deployment } from '../deployment.ts';
import { ownAlarms } from '../own-alarms.ts';

/** Whoever the alarms tell. */
export const operatorsCheck: Check<Deployment> = {
  name: 'operators',
  remedy: ({ options }) => `Look at the subscriptions with \`aws sns list-subscriptions ${options.aws}\`.`,
  look: async (deployment) => {
    const topics = [...new Set((await ownAlarms(deployment)).flatMap(({ tells }) => tells))];
    if (topics.length === 0) return [fail('No alarm tells anybody.', howToPutBack)];
    const subscribers = (await Promise.all(topics.map(deployment.control.subscribers))).flat();
    const confirmed = subscribers.filter((one) => one.confirmed).length;
    if (confirmed > 0) return [ok(`${confirmed} are subscribed to alarms.`)];
    const waiting = subscribers.length;
    return [
      waiting === 0
        ? warn(
            'Nobody is subscribed to alarms.',
            `\`aws sns subscribe ${deployment.options.aws} --topic-arn ${topics[0]} --protocol email --notification-endpoint ADDRESS\`, or the setting operatorsEmail.`,
          )
        : warn(
            `Nobody hears of alarms: ${waiting} subscriptions wait to be confirmed.`,
            'The link is in the mail that AWS sent to the address; subscribing again sends another.',
          ),
    ];
  },
};
