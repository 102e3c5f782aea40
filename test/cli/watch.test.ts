import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { announcementSchema } from '../../shared/announce/announcement.ts';
import { amiwatch } from './command.ts';
import { keys, type LiveAws, startLiveAws } from './live-aws.ts';

let aws: LiveAws;
beforeEach(async () => {
  aws = await startLiveAws();
});
afterEach(() => aws.stop());

type Variables = Readonly<Record<string, string | undefined>>;
const once = (args: readonly string[] = [], variables: Variables = {}) =>
  amiwatch(['watch', '--live', '--once', ...args], undefined, { ...aws.environment, ...variables });
const inVirginia = { ...keys, AWS_REGION: 'us-east-1' };
const both = ['--regions', 'us-east-1,eu-west-1'];

function writeAwsFile(name: 'config' | 'credentials', lines: readonly string[]): void {
  mkdirSync(join(aws.home, '.aws'), { recursive: true });
  writeFileSync(join(aws.home, '.aws', name), `${lines.join('\n')}\n`);
}

describe('watch --live --once goes from baseline to announcement', () => {
  test('the first run is a baseline, the next tells the release, the third says nothing', async () => {
    aws.show('v20240729', ['us-east-1', 'eu-west-1']);
    const first = await once(both, keys);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toContain(
      'Watching 10 tracks in 2 Regions; newest release v20240729; nothing announced for what is there already.',
    );
    expect(first.stdout).toContain(join(aws.home, '.local', 'state', 'amiwatch'));

    aws.show('v20240817', ['us-east-1', 'eu-west-1']);
    const second = await once([...both, '--json'], keys);
    expect(second).toMatchObject({ code: 0, stderr: '' });
    const told = second.stdout
      .trim()
      .split('\n')
      .map((line) => announcementSchema.parse(JSON.parse(line)));
    expect(told).toMatchObject([{ release: 'v20240817', kind: 'new-release', severity: 'breaking' }]);
    expect(told[0]?.rollout.map(({ region }) => region)).toEqual(['eu-west-1', 'us-east-1']);

    expect(await once(both, keys)).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('the store is where --store or XDG_STATE_HOME says', async () => {
    aws.show('v20240729');
    const [store, state] = [join(aws.home, 'here'), join(aws.home, 'state')];
    expect((await once(['--store', store], inVirginia)).stdout).toContain(`Kept in ${store}.`);
    const { stdout } = await once([], { ...inVirginia, XDG_STATE_HOME: state });
    expect(stdout).toContain(`Kept in ${join(state, 'amiwatch')}.`);
  });
});

describe('credentials come from where the AWS command line has them', () => {
  test('a profile gives keys and its Region, also against keys in the environment', async () => {
    writeAwsFile('config', ['[profile work]', 'region = eu-west-1']);
    writeAwsFile('credentials', ['[work]', 'aws_access_key_id = AKIAWORK', 'aws_secret_access_key = none']);
    aws.show('v20240729', ['eu-west-1']);
    const { code, stderr, stdout } = await once(['--profile', 'work'], keys);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Watching 10 tracks in 1 Region;');
  });

  test('without any it says what was tried, what is needed, and what works without', async () => {
    const { code, stderr, stdout } = await once([], { AWS_REGION: 'us-east-1' });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set');
    expect(stderr).toContain(`${join(aws.home, '.aws', 'config')} and`);
    expect(stderr).toContain('not asked: AWS_EC2_METADATA_DISABLED is set');
    expect(stderr).toContain('ssm:GetParameters');
    expect(stderr).toContain('arn:aws:ssm:*::parameter/aws/service/eks/optimized-ami/*');
    expect(stderr).toContain('npx amiwatch replay');
    expect(aws.ssm.calls()).toBe(0);
  });

  test('half a pair of keys is named, and a profile that is not there beside those that are', async () => {
    writeAwsFile('config', ['[default]', 'region = us-east-1', '[profile play]', 'region = us-east-1']);
    const half = await once([], { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE' });
    expect(half).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('AWS_SECRET_ACCESS_KEY is not set'),
    });
    const { code, stderr } = await once(['--profile', 'wrok'], { ...keys, AWS_REGION: 'us-east-1' });
    expect(code).toBe(2);
    expect(stderr).toMatch(/"wrok": not there; .* have only default, play/);
  });

  test('an SSO session that has expired says how to renew it', async () => {
    writeAwsFile('config', [
      '[profile work]',
      'region = us-east-1',
      'sso_start_url = https://example.awsapps.com/start',
      'sso_region = us-east-1',
      'sso_account_id = 123456789012',
      'sso_role_name = viewer',
    ]);
    const { code, stderr } = await once(['--profile', 'work']);
    expect(code).toBe(2);
    expect(stderr).toContain('"work": found, and it gives no credentials');
    expect(stderr).toContain('aws sso login');
  });

  test('no Region is a sentence of its own', async () => {
    expect(await once([], keys)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Give --regions'),
    });
  });
});

describe('permission that is missing is named with its Region and its statement', () => {
  const message =
    'User: arn:aws:iam::123456789012:user/me is not authorized to perform: ssm:GetParameters on resource: x';
  const denied = { kind: 'error', type: 'AccessDeniedException', message } as const;
  const words =
    /eu-west-1: ssm:GetParameters is denied to arn:aws:iam::123456789012:user\/me\. .*"Effect":"Allow"/;

  test('in every Region: nothing is watched', async () => {
    aws.ssm.fault(() => denied);
    const { code, stderr, stdout } = await once(['--regions', 'eu-west-1'], keys);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(words);
    expect(stderr).toContain('npx amiwatch replay');
  });

  test('in one Region: the others are watched, and the run is not green', async () => {
    aws.show('v20240729', ['us-east-1', 'eu-west-1']);
    aws.ssm.fault(({ region }) => (region === 'eu-west-1' ? denied : undefined));
    const { code, stdout } = await once(both, keys);
    expect(code).toBe(70);
    expect(stdout).toContain('Watching 10 tracks in 1 Region;');
    expect(stdout.match(new RegExp(words, 'g'))).toHaveLength(1);
  });

  test('keys that AWS does not know', async () => {
    aws.ssm.fault(() => ({
      kind: 'error',
      type: 'UnrecognizedClientException',
      message: 'The security token …',
    }));
    expect(await once([], inVirginia)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/us-east-1: .*UnrecognizedClientException.*not opted in/),
    });
  });
});

describe('a wrong command line or environment', () => {
  test.each([
    [['watch'], 'amiwatch watch --live'],
    [['watch', '--live', '--regions', 'us-east-1,eu'], '"eu" is not a Region'],
    [['watch', '--live', '--interval', '5'], '"5" is not a time'],
    [['watch', '--live', '--interval', '1s'], '"1s" is not a time'],
  ])('%j', async (args, sentence) => {
    const { code, stderr } = await amiwatch(args, undefined, { ...aws.environment, ...inVirginia });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(sentence) });
  });

  test('variables of the poll are checked as they are when deployed', async () => {
    const { code, stderr } = await once([], { ...inVirginia, AMIWATCH_KUBERNETES: 'all' });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('AMIWATCH_KUBERNETES') });
  });
});
