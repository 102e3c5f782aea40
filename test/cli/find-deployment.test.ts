import { createServer } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createProgram } from '../../cli/program.ts';
import { run } from '../../cli/run.ts';
import { closeServer, listenOnLoopback } from '../../infra/local/loopback.ts';
import { type DeliverWorld, routesPath, secretsPath, startDeliverWorld } from '../functions/deliver-world.ts';

/** Plays the one call of Lambda: there is a deployment of stage prod, and none other. */
const lambda = createServer((request, response) => {
  const isProd = request.url?.includes('/functions/amiwatch-prod-deliver/') === true;
  const Variables = { AMIWATCH_TABLE: world.context.table.name, AMIWATCH_ROUTES: routesPath };
  response.setHeader('content-type', 'application/json');
  if (isProd) return response.end(JSON.stringify({ Environment: { Variables } }));
  response.setHeader('x-amzn-errortype', 'ResourceNotFoundException');
  return response.writeHead(404).end(JSON.stringify({ Message: 'Function not found' }));
});

let world: DeliverWorld;
beforeAll(async () => {
  world = await startDeliverWorld();
  const { dynamodb, ssm } = world.local.endpoints;
  vi.stubEnv('AWS_ENDPOINT_URL_LAMBDA', await listenOnLoopback(lambda));
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', dynamodb);
  vi.stubEnv('AWS_ENDPOINT_URL_SSM', ssm);
  vi.stubEnv('AWS_REGION', world.local.region);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  vi.stubEnv('AMIWATCH_TABLE', undefined);
  vi.stubEnv('AMIWATCH_ROUTES', undefined);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await closeServer(lambda);
  await world.stop();
});

async function amiwatch(...words: readonly string[]) {
  const said = { code: 0, out: '', err: '' };
  const taking = (stream: 'out' | 'err') => (text: unknown) => {
    said[stream] += String(text);
    return true;
  };
  const out = vi.spyOn(process.stdout, 'write').mockImplementation(taking('out'));
  const err = vi.spyOn(process.stderr, 'write').mockImplementation(taking('err'));
  try {
    said.code = await run(createProgram(), ['node', 'amiwatch', ...words]);
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
  return said;
}

test('with credentials alone the deployment of stage prod is found, and each route says what it gets', async () => {
  const secret = `${secretsPath}/a`;
  world.route('alerts', { kind: 'slack-webhook', secret });
  world.route('gpu', {
    kind: 'slack-bot',
    channel: 'C0123456789',
    secret,
    filter: {
      severities: ['breaking', 'security'],
      amiTypes: ['AL2023_x86_64_NVIDIA'],
      kubernetes: '>=1.30',
    },
    quietHours: { from: '22:00', to: '07:00', timezone: 'Europe/Berlin' },
  });
  world.route('inside', { kind: 'webhook', secret, url: 'https://10.0.0.1/a' });
  world.route('outside', {
    kind: 'webhook',
    secret,
    url: 'https://example.com/path',
    filter: { packages: ['runc'] },
  });
  expect(await amiwatch('route', 'list')).toEqual({
    code: 0,
    err: '',
    out: `${[
      'alerts  slack-webhook  gets alerts (breaking, unreviewed, withdrawn)  ok',
      'gpu  slack-bot C0123456789  gets breaking, security; amiTypes AL2023_x86_64_NVIDIA; kubernetes >=1.30  quiet 22:00–07:00 Europe/Berlin  ok',
      'inside  wrong: url: is an address inside a private network, and messages go to public ones.',
      'outside  webhook example.com  gets alerts (breaking, unreviewed, withdrawn); packages runc  ok',
    ].join('\n')}\n`,
  });
});

test('what is not there is said', async () => {
  expect(await amiwatch('deliveries')).toEqual({
    code: 0,
    out: '',
    err: 'Nothing was delivered yet, and nothing is owed.\n',
  });
  expect(await amiwatch('route', 'test', 'alerts')).toEqual({
    code: 2,
    out: '',
    err: `ssm:GetParameters failed: Parameter ${secretsPath}/a does not exist.\n`,
  });
});

test.each([
  [['deliveries', '--stage', 'dev'], /^The function amiwatch-dev-deliver is not to be seen: .*--stage/],
  [['digest', 'test', 'team'], /^The function amiwatch-prod-digest is not to be seen: /],
  [['deliveries', '--table', 't'], /^--table "t" is no name of a table: 3 to 255 letters/],
  [['route', 'list', '--routes', 'x'], /^--routes "x" is not a path of parameters/],
])('amiwatch %j names what is wrong', async (words, message) => {
  expect(await amiwatch(...words)).toEqual({ code: 2, out: '', err: expect.stringMatching(message) });
});

describe('what is missing before AWS can be asked is said as such, and not as a deployment that is missing', () => {
  beforeEach(() => {
    vi.stubEnv('AWS_REGION', world.local.region);
    vi.stubEnv('AWS_PROFILE', undefined);
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null');
  });

  const noCredentials = /^No AWS credentials were found, and speaking to a deployment needs some\. Tried:\n/;
  test.each([
    ['doctor', noCredentials],
    ['route list', noCredentials],
    ['deliveries', noCredentials],
    ['digest test team', noCredentials],
    ['fleet list --table some-table', noCredentials],
    ['doctor --profile nope', /profile +"nope": not there; .*\n.*--profile/s],
    ['doctor --region mars', /^The Region "mars" is none that is known here\. .*--region eu-west-1\.\n$/],
    ['deliveries --region eu-wst-1', /^The Region "eu-wst-1" is none/],
    ['doctor --stage x_y', /^--stage "x_y" is no stage\./],
    ['doctor --local --stage prod', /^--local looks at this machine, and --stage names a deployment/],
  ])('amiwatch %s', async (words, message) => {
    expect(await amiwatch(...words.split(' '))).toEqual({
      code: 2,
      out: '',
      err: expect.stringMatching(message),
    });
  });

  test('no Region', async () => {
    vi.stubEnv('AWS_REGION', undefined);
    expect((await amiwatch('doctor')).err).toMatch(/^No Region: .*Give the one that was deployed to/);
    vi.stubEnv('AWS_DEFAULT_REGION', 'eu-west-1');
    expect((await amiwatch('doctor')).err).toMatch(noCredentials);
  });
});
