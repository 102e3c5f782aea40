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
export const sections = [
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
export const alarm = (section: string, change: object = {}) => ({
  AlarmName: `amiwatch-prod-${section}`,
  StateValue: 'OK',
  ActionsEnabled: true,
  AlarmActions: [operators],
  ...change,
});
export const alarmsWith = (one: object) => [
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
