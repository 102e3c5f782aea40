import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Deployment, findDeployment } from '../../cli/doctor/deployment.ts';
import { deploymentChecks, localChecks } from '../../cli/doctor/doctor.ts';
import { examine } from '../../cli/doctor/examine.ts';
import { createProgram } from '../../cli/program.ts';
import { run } from '../../cli/run.ts';
import { closeServer, listenOnLoopback } from '../../infra/local/loopback.ts';
import { writeHeads } from '../../shared/aws/records.ts';
import { recommendedParameter } from '../../shared/parameters/parameter-name.ts';
import {
  configureEveryKind,
  type DeliverWorld,
  fail,
  routesPath,
  secretsPath,
  startDeliverWorld,
} from '../functions/deliver-world.ts';
import { valueFor } from '../functions/world.ts';
import { arnOf, type ControlPlaneAnswers, startControlPlane } from './control-plane-endpoint.ts';

const track = 'AL2023_x86_64_STANDARD/1.30';
const release = 'v20240817';
const names = ['poll', 'deliver', 'digest'].map((name) => `amiwatch-prod-${name}`);
const digestsPath = '/amiwatch/test/digests';
const tokenName = '/amiwatch/github-token';
const operators = 'arn:aws:sns:us-east-1:000000000000:operators';
const environmentOf = (tableName: string) => ({
  Environment: {
    Variables: {
      AMIWATCH_TABLE: tableName,
      AMIWATCH_REGIONS: 'us-east-1',
      AMIWATCH_ROUTES: routesPath,
      AMIWATCH_DIGESTS: digestsPath,
      AMIWATCH_PUBLIC_URL: githubUrl,
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
const well = (tableName: string): ControlPlaneAnswers => ({
  functions: Object.fromEntries(
    [...names, 'amiwatch-prod-feed'].map((name) => [name, environmentOf(tableName)]),
  ),
  schedules: names.map((name) => ({ State: 'ENABLED', Target: { Arn: arnOf(name) } })),
  alarms: sections.map((section) => alarm(section)),
  sources: ['Enabled'],
  subscriptions: [`${operators}:1`, 'PendingConfirmation'],
  datapoints: [{ Timestamp: Date.now() / 1000 - 60, Sum: 1 }],
});

let world: DeliverWorld;
let answers: ControlPlaneAnswers;
let control: Awaited<ReturnType<typeof startControlPlane>>;
let githubStatus = 200;
let feedStatus = 200;
let tokens: (string | undefined)[] = [];
const github = createServer(({ headers, url }, response) => {
  if (url === '/feed.json') return response.writeHead(feedStatus).end('{}');
  tokens.push(headers.authorization);
  return response.writeHead(githubStatus).end('{}');
});
let githubUrl: string;

beforeAll(async () => {
  control = await startControlPlane(() => answers);
  githubUrl = await listenOnLoopback(github);
});
afterAll(async () => {
  await control.stop();
  await closeServer(github);
});

beforeEach(async () => {
  world = await startDeliverWorld();
  configureEveryKind(world);
  const { dynamodb, ssm } = world.local.endpoints;
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', dynamodb);
  vi.stubEnv('AWS_ENDPOINT_URL_SSM', ssm);
  for (const service of ['LAMBDA', 'SCHEDULER', 'CLOUDWATCH', 'SNS']) {
    vi.stubEnv(`AWS_ENDPOINT_URL_${service}`, control.url);
  }
  answers = well(world.context.table.name);
  githubStatus = 200;
  feedStatus = 200;
  tokens = [];
  // A deployment takes no address of this machine for a webhook.
  const secret = `${secretsPath}/key`;
  world.route('key', {
    kind: 'webhook',
    url: 'https://hooks.example.com/',
    secret,
    filter: { kinds: ['withdrawn'] },
  });
  world.parameter(tokenName, 'the-token');
  const image = {
    track,
    imageId: `ami-${'a'.repeat(17)}`,
    imageName: 'amazon-eks-node-al2023-x86_64-standard-1.30-v20240817',
    release,
    releaseVersion: '1.30.1-20240817',
  } as const;
  world.parameter(recommendedParameter(track), valueFor(track, release, image.imageName));
  await writeHeads(world.context.table, { region: 'us-east-1', heads: { [track]: image } }, 0);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await world.stop();
});

async function gathered<T>(each: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const one of each) all.push(one);
  return all;
}

/** What is not well, as `check: text`, with whether every finding of a failure or a warning has a remedy. */
async function findings(change: Partial<Deployment> = {}): Promise<readonly string[]> {
  const found = await findDeployment('prod');
  const secrets = world.context.secrets;
  const deployment = { ...found, github: githubUrl, deliver: { ...found.deliver, secrets }, ...change };
  const all = await gathered(examine(deploymentChecks, deployment));
  expect(all.filter(({ remedy, status }) => (remedy === undefined) !== (status === 'ok'))).toEqual([]);
  expect(new Set(all.map(({ check }) => check))).toEqual(new Set(deploymentChecks.map(({ name }) => name)));
  return all.flatMap(({ check, status, text }) => (status === 'ok' ? [] : [`${status} ${check}: ${text}`]));
}

describe('a deployment', () => {
  test('that is well has nothing to say', async () => {
    expect(await findings()).toEqual([]);
  });

  const ofAws: readonly (readonly [string, () => Partial<ControlPlaneAnswers>, string])[] = [
    [
      'a schedule that was switched off',
      () => ({ schedules: [{ State: 'DISABLED', Target: { Arn: arnOf('amiwatch-prod-poll') } }] }),
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
      () => ({
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
  test.each(ofAws)('%s is said, and all else is looked at', async (_, change, said) => {
    answers = { ...answers, ...change() };
    expect(await findings()).toContain(said);
  });

  test('Regions: a track that has moved, parameters that cannot be read, and one that no poll has seen', async () => {
    world.parameter(recommendedParameter(track), valueFor(track, release, 'x', 'b'));
    expect(await findings()).toEqual([
      'warn Regions: us-east-1: 1 of 1 tracks have moved since the last poll.',
    ]);
    expect(await findings({ regions: ['eu-west-1'] })).toEqual([
      'fail Regions: eu-west-1: no poll has seen it yet.',
    ]);
    world.local.ssm.fault(({ names }) =>
      names.includes(recommendedParameter(track))
        ? { kind: 'error', type: 'AccessDeniedException' }
        : undefined,
    );
    expect((await findings()).find((line) => line.includes('Regions'))).toMatch(
      /^fail Regions: us-east-1: ssm:GetParameters failed: AccessDeniedException/,
    );
  });

  test('routes: one that is wrong, one without its secret, one that is disabled, and a delivery that failed', async () => {
    fail(world, 'hook', { kind: 'answer', status: 410 });
    await world.announce('v20240817', 'v20240729');
    await world.run();
    world.route('odd', 'no route');
    world.route('bare', { kind: 'slack-webhook', secret: '/amiwatch/test/secrets/none' });
    expect((await findings()).toSorted()).toEqual([
      expect.stringMatching(/^fail routes: bare: its secret cannot be read: .*secrets\/none does not exist/),
      expect.stringMatching(/^fail routes: hook is disabled since .*: Slack answers with status 410\.$/),
      expect.stringMatching(/^fail routes: odd is no route: /),
      expect.stringMatching(/^warn deliveries: 1 did not arrive/),
    ]);
  });

  test('the feed: one that answers with an error', async () => {
    feedStatus = 503;
    expect(await findings()).toEqual([`fail feed: ${githubUrl}/feed.json answers with 503.`]);
  });

  test('digests: a list that is wrong', async () => {
    world.parameter(`${digestsPath}/team`, '{ "kind": "pigeon" }');
    expect(await findings()).toEqual([expect.stringMatching(/^fail digests: team is no list: /)]);
  });

  test('GitHub that answers with an error, that refuses the token, and none at all', async () => {
    githubStatus = 503;
    expect(await findings()).toEqual([
      `warn GitHub: It answers this machine with the token of ${tokenName} with 503.`,
    ]);
    expect(tokens).toEqual(['Bearer the-token']);
    githubStatus = 401;
    expect(await findings()).toEqual([`warn GitHub: It refuses the token of ${tokenName}.`]);
    world.parameter(tokenName, undefined);
    expect(await findings()).toEqual([expect.stringMatching(/^fail GitHub: ssm:GetParameter failed/)]);
    world.parameter(tokenName, 'the-token');
    expect(await findings({ github: 'http://127.0.0.1:9' })).toEqual([
      expect.stringMatching(/^fail GitHub: /),
    ]);
  });

  test('that is not there is a wrong command line', async () => {
    expect(await run(createProgram(), ['node', 'amiwatch', 'doctor', '--stage', 'nope'])).toBe(2);
  });
});

test('this machine has all that the tests need', async () => {
  expect(localChecks.length).toBeGreaterThan(3);
  expect(await run(createProgram(), ['node', 'amiwatch', 'doctor', '--local'])).toBe(0);
});
