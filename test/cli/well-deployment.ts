import { routesPath } from '../functions/deliver-world.ts';
import { arnOf, type ControlPlaneAnswers } from './control-plane-endpoint.ts';

/* What AWS says of a deployment that is well, and how it can be otherwise. */

const names = ['poll', 'deliver', 'digest'].map((name) => `amiwatch-prod-${name}`);
export const digestsPath = '/amiwatch/test/digests';
export const tokenName = '/amiwatch/github-token';
const operators = 'arn:aws:sns:us-east-1:000000000000:operators';
const environmentOf = (tableName: string, publicUrl: string) => ({
  Environment: {
    Variables: {
      AMIWATCH_TABLE: tableName,
      AMIWATCH_REGIONS: 'us-east-1',
      AMIWATCH_ROUTES: routesPath,
      AMIWATCH_DIGESTS: digestsPath,
      AMIWATCH_PUBLIC_URL: publicUrl,
      AMIWATCH_GITHUB_TOKEN_PARAMETER: tokenName,
    },
  },
});
const sections = [
  'poller-stopped',
  'poll-failed',
  'region-stale',
  'notes-unparsed',
  'deliver-stopped',
  'deliver-failed',
  'delivery-refused',
  'deliveries-overdue',
  'dead-letters',
  'digest-failed',
  'digests-stopped',
  'feed-errors',
  'throttled',
];
const alarm = (section: string, change: object = {}) => ({
  AlarmName: `amiwatch-prod-${section}`,
  StateValue: 'OK',
  ActionsEnabled: true,
  AlarmActions: [operators],
  ...change,
});
const alarmsWith = (one: object) => [
  alarm('dead-letters', one),
  ...sections.slice(1).map((name) => alarm(name)),
];
export const well = (tableName: string, publicUrl: string): ControlPlaneAnswers => ({
  functions: Object.fromEntries(
    [...names, 'amiwatch-prod-feed'].map((name) => [name, environmentOf(tableName, publicUrl)]),
  ),
  schedules: names.map((name) => ({ State: 'ENABLED', Target: { Arn: arnOf(name) } })),
  alarms: sections.map((section) => alarm(section)),
  sources: ['Enabled'],
  subscriptions: [`${operators}:1`, 'PendingConfirmation'],
  datapoints: [{ Timestamp: Date.now() / 1000 - 60, Sum: 1 }],
});

/** What is otherwise, how AWS says so, and what has to be said of it. */
export const otherwise: readonly (readonly [
  string,
  (answers: ControlPlaneAnswers) => Partial<ControlPlaneAnswers>,
  string,
])[] = [
  [
    'a schedule that was switched off',
    () => ({
      schedules: [
        {
          Name: 'amiwatch-PollSchedule-1',
          State: 'DISABLED',
          Target: { Arn: arnOf('amiwatch-prod-poll') },
        },
      ],
    }),
    'fail schedules: poll has a schedule that is DISABLED.',
  ],
  ['a schedule that is not there', () => ({ schedules: [] }), 'fail schedules: digest has no schedule.'],
  [
    'an alarm that rings',
    () => ({ alarms: alarmsWith({ StateValue: 'ALARM', StateReason: 'One is there.' }) }),
    'fail alarms: dead-letters rings: One is there.',
  ],
  [
    'an alarm that is not there, though another stage has one',
    () => ({
      alarms: [
        ...sections.slice(0, -1).map((section) => alarm(section)),
        { ...alarm('throttled'), AlarmName: 'amiwatch-prod-eu-throttled' },
      ],
    }),
    'warn alarms: throttled is not there.',
  ],
  [
    'an alarm whose actions are switched off',
    () => ({ alarms: alarmsWith({ ActionsEnabled: false }) }),
    'warn alarms: dead-letters tells nobody: its actions are switched off.',
  ],
  [
    'alarms that have seen nothing',
    () => ({ alarms: sections.map((section) => alarm(section, { StateValue: 'INSUFFICIENT_DATA' })) }),
    'warn alarms: None of 13 has seen any number yet.',
  ],
  [
    'alarms that nobody hears of',
    () => ({ subscriptions: [] }),
    'warn operators: Nobody is subscribed to alarms.',
  ],
  [
    'an address that has not agreed',
    () => ({ subscriptions: ['PendingConfirmation'] }),
    'warn operators: Nobody hears of alarms: 1 subscriptions wait to be confirmed.',
  ],
  [
    'a queue that was switched off',
    () => ({ sources: ['Disabled'] }),
    'fail queue: deliver takes nothing from its queue: that is Disabled.',
  ],
  ['no queue', () => ({ sources: [] }), 'fail queue: deliver has no queue.'],
  ['no alarm', () => ({ alarms: [] }), 'fail alarms: There are no alarms.'],
  ['no poll', () => ({ datapoints: [] }), 'fail last poll: No poll has come to its end for three hours.'],
  [
    'a poll of an hour ago',
    () => ({ datapoints: [{ Timestamp: 1_723_896_000, Sum: 1 }] }),
    'fail last poll: No poll has come to its end since 2024-08-17T12:00:00.000Z.',
  ],
  [
    'a function that failed to start',
    (answers) => ({
      functions: {
        ...answers.functions,
        'amiwatch-prod-feed': { ...answers.functions['amiwatch-prod-feed'], State: 'Failed' },
      },
    }),
    'fail functions: feed is Failed.',
  ],
  [
    'what the caller may not see',
    () => ({ denied: ['DescribeAlarms'] }),
    'warn alarms: cloudwatch:DescribeAlarms failed: AccessDeniedException: not authorized',
  ],
];
