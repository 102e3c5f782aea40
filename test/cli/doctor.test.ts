import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { operatorsCheck } from '../../cli/doctor/checks/operators.ts';
import { queueCheck } from '../../cli/doctor/checks/queue.ts';
import { schedulesCheck } from '../../cli/doctor/checks/schedules.ts';
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
  secretsPath,
  startDeliverWorld,
} from '../functions/deliver-world.ts';
import { valueFor } from '../functions/world.ts';
import { arnOf, type ControlPlaneAnswers, startControlPlane } from './control-plane-endpoint.ts';
import { digestsPath, otherwise, tokenName, well } from './well-deployment.ts';

const track = 'AL2023_x86_64_STANDARD/1.30';
const release = 'v20240817';
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
  answers = well(world.context.table.name, githubUrl);
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
  const found = await findDeployment({});
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

  test.each(otherwise)('%s is said, and all else is looked at', async (_, change, said) => {
    answers = { ...answers, ...change(answers) };
    expect(await findings()).toContain(said);
  });

  test('a command that mends names the Region, the profile and the stage', async () => {
    const Name = 'amiwatch-PollSchedule-1';
    vi.stubEnv('AWS_REGION', 'us-east-1');
    answers = {
      ...answers,
      schedules: [{ Name, State: 'DISABLED', Target: { Arn: arnOf('amiwatch-prod-poll') } }],
      sources: ['Disabled'],
      subscriptions: [],
    };
    const found = await findDeployment({ region: 'eu-west-1' });
    expect(found.options.amiwatch).toBe('--stage prod --region eu-west-1');
    const all = await gathered(examine([schedulesCheck, queueCheck, operatorsCheck], found));
    const remedies = all.map(({ remedy = '' }) => remedy);
    expect(remedies[0]).toContain(
      `aws scheduler get-schedule --region eu-west-1 --name ${Name} --query '{Name: Name,`,
    );
    expect(remedies[0]).toMatch(
      /^`aws scheduler update-schedule --region eu-west-1 --state ENABLED --cli-input-json "/,
    );
    expect(remedies).toEqual([
      expect.stringContaining('FlexibleTimeWindow: FlexibleTimeWindow, Target: Target}'),
      ...Array(2).fill('See docs/runbook.md#what-was-changed-by-hand.'),
      expect.stringContaining('update-event-source-mapping --region eu-west-1 --uuid the-mapping --enabled'),
      expect.stringContaining('aws sns subscribe --region eu-west-1 --topic-arn arn:'),
    ]);
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
