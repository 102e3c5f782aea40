import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { amiwatch } from './command.ts';
import { keys, type LiveAws, startLiveAws } from './live-aws.ts';
import { type SlackSink, secret, startSlackSink } from './slack-sink.ts';
import { startWatcherProcess, type WatcherProcess } from './watcher-process.ts';

let aws: LiveAws;
let slack: SlackSink;
let running: WatcherProcess[];
beforeEach(async () => {
  [aws, slack, running] = [await startLiveAws(), await startSlackSink(), []];
  aws.show('v20240729');
});
afterEach(async () => {
  for (const { child, ended } of running) {
    child.kill('SIGKILL');
    await ended;
  }
  await slack.stop();
  await aws.stop();
});

/** A watcher that has seen its baseline. */
async function watching(options = {}): Promise<WatcherProcess> {
  const watcher = startWatcherProcess(aws, slack, options);
  running.push(watcher);
  await watcher.until('it watches', () => watcher.stdout().includes('Watching 10 tracks'));
  return watcher;
}
const texts = () => slack.posts().map(({ text }) => text);
const about = (release: string) => texts().filter((text) => text.includes(`AMI ${release}`)).length;

describe('a watcher that stays', () => {
  test('tells the terminal and Slack each release once, and nothing of the baseline', async () => {
    const watcher = await watching();
    for (const release of ['v20240817', 'v20240828'] as const) {
      aws.show(release);
      await watcher.until(`Slack has ${release}`, () => about(release) === 1);
    }
    await watcher.until('the terminal too', () => watcher.stdout().includes('v20240828'));
    watcher.child.kill('SIGINT');
    expect(await watcher.ended).toMatchObject({ code: 0, stderr: '' });
    expect(texts()).toHaveLength(2);
    expect(watcher.stdout().match(/BREAKING {2}v20240817/g)).toHaveLength(1);
    expect(watcher.stdout()).not.toContain(secret);
  });

  test('says a trouble once while it lasts, and that it is over', async () => {
    const watcher = await watching();
    aws.ssm.fault(() => ({ kind: 'error', type: 'AccessDeniedException', message: 'Not now.' }));
    await watcher.until('the trouble', () => watcher.stdout().includes('is denied to these credentials'));
    const calls = aws.ssm.calls();
    await watcher.until('polls go on', () => aws.ssm.calls() > calls + 4);
    aws.ssm.fault(() => undefined);
    await watcher.until('the end of it', () =>
      watcher.stdout().includes('Over: parameters-unread us-east-1.'),
    );
    expect(watcher.stdout().match(/is denied/g)).toHaveLength(1);
    expect(watcher.stdout().match(/Over/g)).toHaveLength(1);
  });

  test.each([
    ['hangs', 'hang'],
    ['breaks off', 'reset'],
    ['is down', { status: 503 }],
    ['has lost the webhook', { status: 404, body: 'no_service' }],
  ] as const)('a Slack that %s delays nothing else, and Ctrl-C ends at once', async (_, answer) => {
    slack.answer(() => answer);
    const watcher = await watching();
    aws.show('v20240817');
    await watcher.until('the first post', () => texts().length > 0);
    const calls = aws.ssm.calls();
    aws.show('v20240828');
    await watcher.until('the terminal has both', () => /v20240817.*v20240828/s.test(watcher.stdout()));
    await watcher.until('polls go on', () => aws.ssm.calls() > calls + 4);
    const asked = Date.now();
    watcher.child.kill('SIGTERM');
    const { code, stderr, stdout } = await watcher.ended;
    expect(code).toBe(0);
    expect(Date.now() - asked).toBeLessThan(4_000);
    expect(stdout + stderr).not.toContain(secret);
    expect(about('v20240828')).toBe(0);
  });

  test('waits as long as Slack asks, and says so', async () => {
    slack.answer((post) => (post === 1 ? { status: 429, headers: { 'retry-after': '2' } } : 'ok'));
    const watcher = await watching();
    aws.show('v20240817');
    await watcher.until('the second post', () => texts().length === 2);
    const [first, second] = slack.posts();
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1_900);
    expect(watcher.stdout()).toContain(
      'v20240817 is not delivered yet, and tried again: Slack answered 429.',
    );
  });

  test('a message that Slack will never take does not stand before the next one', async () => {
    slack.answer((post) => (post === 1 ? { status: 400, body: 'invalid_payload' } : 'ok'));
    const watcher = await watching();
    aws.show('v20240817');
    await watcher.until('it is given up', () =>
      watcher.stdout().includes('given up: Slack answered 400 (invalid_payload)'),
    );
    aws.show('v20240828');
    await watcher.until('the next one', () => about('v20240828') === 1);
    expect(about('v20240817')).toBe(1);
  });
});

describe('over restarts', () => {
  test('what Slack did not take is owed to it, what it took is not said again', async () => {
    slack.answer((post) => (post === 1 ? 'ok' : 'hang'));
    const killed = await watching();
    aws.show('v20240817');
    await killed.until('Slack has the first', () => about('v20240817') === 1);
    aws.show('v20240828');
    await killed.until('Slack hangs over the second', () => about('v20240828') === 1);
    await killed.until('the terminal has it', () => killed.stdout().includes('v20240828'));
    // A kill between a telling and its note repeats it; two polls later it is noted.
    const calls = aws.ssm.calls();
    await killed.until('two more polls', () => aws.ssm.calls() > calls + 4);
    killed.child.kill('SIGKILL');
    await killed.ended;

    slack.answer(() => 'ok');
    const again = await watching();
    await again.until('the second comes again', () => about('v20240828') === 2);
    again.child.kill('SIGINT');
    await again.ended;
    expect(about('v20240817')).toBe(1);
    expect(again.stdout()).not.toContain('BEHAVIOUR');

    const third = startWatcherProcess(aws, slack, { once: true });
    running.push(third);
    expect(await third.ended).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(texts()).toHaveLength(3);
  });

  test('with --once an undelivered message is not green, and comes with the next run', async () => {
    const run = async () => {
      const watcher = startWatcherProcess(aws, slack, { once: true });
      running.push(watcher);
      return watcher.ended;
    };
    expect(await run()).toMatchObject({ code: 0 });
    aws.show('v20240817');
    slack.answer(() => ({ status: 429, headers: { 'retry-after': '600' } }));
    expect(await run()).toMatchObject({ code: 70, stdout: expect.stringContaining('Slack answered 429') });
    slack.answer(() => 'ok');
    expect(await run()).toMatchObject({ code: 0, stdout: '' });
    expect(about('v20240817')).toBe(2);
  });

  test('a Slack that comes later is owed nothing of what was announced before', async () => {
    const alone = () =>
      amiwatch(['watch', '--live', '--once'], undefined, {
        ...aws.environment,
        ...keys,
        AWS_REGION: 'us-east-1',
      });
    expect(await alone()).toMatchObject({ code: 0 });
    aws.show('v20240817');
    expect(await alone()).toMatchObject({ code: 0, stdout: expect.stringContaining('v20240817') });
    aws.show('v20240828');
    const joined = startWatcherProcess(aws, slack, { once: true });
    running.push(joined);
    expect(await joined.ended).toMatchObject({ code: 0 });
    expect([about('v20240817'), about('v20240828')]).toEqual([0, 1]);
  });

  test('two watchers do not share a store', async () => {
    await watching();
    const second = startWatcherProcess(aws, slack);
    running.push(second);
    expect(await second.ended).toMatchObject({
      stderr: expect.stringContaining('is in use by another process'),
    });
  });
});

describe('the webhook', () => {
  test('can be in a file', async () => {
    const [right, wrong] = [join(aws.home, 'right'), join(aws.home, 'wrong')];
    writeFileSync(right, `${slack.webhook}\n`);
    writeFileSync(wrong, `${slack.webhook.replace('/services/', '/')}\n`);
    const run = (file: string) => {
      const watcher = startWatcherProcess(aws, slack, { once: true }, { AMIWATCH_SLACK_WEBHOOK_FILE: file });
      running.push(watcher);
      return watcher.ended;
    };
    expect(await run(right)).toMatchObject({ code: 0 });
    const { stderr } = await run(wrong);
    expect(stderr).toContain(`${wrong} has no address of an incoming webhook`);
    expect(stderr).not.toContain(secret);
    aws.show('v20240817');
    expect(await run(right)).toMatchObject({ code: 0 });
    expect(about('v20240817')).toBe(1);
  });

  test.each([
    ['https://example.com/services/T0/B0/verysecret'],
    ['http://hooks.slack.com/services/T0/B0/verysecret'],
    ['https://hooks.slack.com.example.com/services/T0/B0/verysecret'],
    ['https://user@hooks.slack.com/services/T0/B0/verysecret'],
    ['https://hooks.slack.com/verysecret'],
    ['http://127.0.0.1:1/services/T0/B0/verysecret'],
    ['verysecret'],
  ])('%s is refused, and not repeated', async (webhook) => {
    const { code, stderr, stdout } = await amiwatch(['watch', '--live', '--once'], undefined, {
      ...aws.environment,
      ...keys,
      AWS_REGION: 'us-east-1',
      AMIWATCH_SLACK_WEBHOOK: webhook,
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('AMIWATCH_SLACK_WEBHOOK has no address of an incoming webhook');
    expect(stderr).not.toContain('verysecret');
    expect(aws.ssm.calls()).toBe(0);
  });
});
