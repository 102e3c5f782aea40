import { afterEach, beforeEach, expect, test } from 'vitest';
import { announce } from '../../shared/announce/announce.ts';
import { keepAnnouncement } from '../../shared/aws/records.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { reportOf } from '../report/recorded.ts';
import {
  configureEveryKind,
  type DeliverWorld,
  fail,
  marker,
  routeOf,
  secretsPath,
  startDeliverWorld,
  statesOf,
} from './deliver-world.ts';

const minute = 60_000;
const hour = 60 * minute;

let world: DeliverWorld;
beforeEach(async () => {
  world = await startDeliverWorld();
  configureEveryKind(world);
});
afterEach(() => world.stop());

const webhook = () => ({
  kind: 'webhook',
  url: world.sink.url.replace('http:', 'https:'),
  secret: `${secretsPath}/key`,
});

test('an address that is none of Slack’s gets nothing', async () => {
  world.secret('hook', `http://127.0.0.1:9/services/T0/B0/${marker}`);
  await world.announce('v20240817', 'v20240729');
  const { problems } = await world.run();
  expect(problems).toMatchObject([{ kind: 'route-refused', subject: 'hook' }]);
  expect(JSON.stringify(problems)).not.toContain(marker);
});

test('a secret that is not there stops its route alone', async () => {
  world.route('hook', { kind: 'slack-webhook', secret: `${secretsPath}/none` });
  const { id } = await world.announce('v20240817', 'v20240729');
  expect(await world.run()).toMatchObject({
    failed: true,
    problems: [{ kind: 'route-failed', subject: 'hook' }],
  });
  expect(await statesOf(world, id)).toEqual({ hook: 'owed', bot: 'sent', key: 'sent' });
  world.secret('none', `${world.sink.url}/services/T0/B0/${marker}`);
  world.advance(minute);
  await world.run();
  expect(await statesOf(world, id)).toEqual({ hook: 'sent', bot: 'sent', key: 'sent' });
});

test('a secret that was changed since it was read disables nothing', async () => {
  await world.announce('v20240729', 'v20240703');
  await world.run();
  world.secret('key', `${marker}-2`);
  fail(world, 'key', { kind: 'answer', status: 401 });
  const { id } = await world.announce('v20240817', 'v20240729');
  expect(await world.run()).toMatchObject({ problems: [] });
  world.sink.fault(() => undefined);
  await world.run();
  expect(await world.record('key', id)).toMatchObject({ state: 'sent' });
});

test('quiet hours hold what can wait, and nothing that breaks', async () => {
  world.advance(11 * hour);
  const quietHours = { from: '22:00', to: '07:00', timezone: 'UTC' };
  world.route('key', { ...webhook(), quietHours });
  world.advance(6 * minute);
  const held = await world.announce('v20240828', 'v20240817', 'new-release', { severity: 'unreviewed' });
  const urgent = await world.announce('v20240817', 'v20240729');
  await world.run();
  expect(await world.record('key', urgent.id)).toMatchObject({ state: 'sent' });
  expect(await world.record('key', held.id)).toMatchObject({ state: 'owed', attempts: 0 });
  world.advance(8 * hour - 7 * minute);
  await world.run();
  expect(await world.record('key', held.id)).toMatchObject({ state: 'owed', attempts: 0 });
  world.advance(minute);
  await world.run();
  expect(await world.record('key', held.id)).toMatchObject({ state: 'sent' });
});

test('what breaks does not wait for what quiet hours hold, which is not told after it', async () => {
  const quietHours = { from: '11:00', to: '20:00', timezone: 'UTC' };
  const filter = { severities: ['breaking', 'unknown'] };
  world.route('key', { ...webhook(), quietHours, filter });
  const pending = { status: 'detected', severity: 'unknown', changes: [], findings: [], risks: [] } as const;
  const held = await world.announce('v20240817', 'v20240729', 'new-release', pending);
  const other = await world.announce('v20240828', 'v20240817', 'new-release', pending);
  await world.run();
  expect(await world.record('key', held.id)).toMatchObject({ state: 'owed', attempts: 0 });
  world.advance(10 * minute);
  const urgent = await world.announce('v20240817', 'v20240729', 'details-came');
  await world.run();
  expect(await world.record('key', urgent.id)).toMatchObject({ state: 'sent' });
  world.advance(8 * hour);
  await world.run();
  expect(await world.record('key', held.id)).toMatchObject({
    state: 'dropped',
    reason: expect.stringContaining('quiet hours'),
  });
  const got = world.sink.taken().filter(({ path }) => routeOf(path) === 'key');
  expect(got.map(({ headers }) => headers['amiwatch-id'])).toEqual([urgent.id, other.id]);
});

test('who heard that a release was taken back hears that it came again', async () => {
  world.route('key', webhook());
  const routine = { severity: 'routine', changes: [], findings: [], risks: [] } as const;
  const first = await world.announce('v20240817', 'v20240729', 'new-release', routine);
  await world.run();
  const withdrawn = await world.announce('v20240817', 'v20240729', 'withdrawn', routine);
  await world.run();
  world.advance(minute);
  const report = { ...reportOf('v20240817', 'v20240729'), ...routine };
  const again = announce(report, 'new-release', behaviourChanges, world.now(), { count: 2 });
  await keepAnnouncement(world.context.table, again);
  await world.run();
  expect(await world.record('key', first.id)).toBeUndefined();
  for (const { id } of [withdrawn, again]) {
    expect(await world.record('key', id)).toMatchObject({ state: 'sent' });
  }
  // It begins anew: a bot says it in the channel, and not below what was taken back.
  const said = world.sink.channel('C0123456789').map(({ thread_ts }) => thread_ts === undefined);
  expect(said).toEqual([true, false, true]);
});

test.each(['xoxb-one\nxoxb-two', 'xoxb-ö'])(
  'a token that no header can have disables its route',
  async (token) => {
    world.secret('bot', token);
    const { id } = await world.announce('v20240817', 'v20240729');
    const { problems } = await world.run();
    expect(problems).toMatchObject([{ kind: 'route-refused', subject: 'bot' }]);
    expect(problems[0]?.message).toContain(`${secretsPath}/bot is no token`);
    expect(JSON.stringify([problems, world.log()])).not.toMatch(/xoxb/);
    expect(await world.record('bot', id)).not.toHaveProperty('uncertain');
    world.secret('bot', marker);
    world.advance(hour);
    await world.run();
    expect(await world.record('bot', id)).toMatchObject({ state: 'sent' });
  },
);

test('what follows up a release goes to those who heard of it, after it', async () => {
  world.route('key', { ...webhook(), filter: { severities: ['breaking'] } });
  fail(world, 'key', { kind: 'answer', status: 500 });
  const first = await world.announce('v20240817', 'v20240729');
  const elsewhere = await world.announce('v20240828', 'v20240817', 'new-release', { severity: 'unreviewed' });
  await world.run();
  const withdrawn = await world.announce('v20240817', 'v20240729', 'withdrawn', {
    severity: 'security',
    status: 'withdrawn',
  });
  world.sink.fault(() => undefined);
  await world.run();
  expect(await world.record('key', withdrawn.id)).toMatchObject({ state: 'owed', attempts: 0 });
  expect(await world.record('key', elsewhere.id)).toBeUndefined();
  world.advance(minute);
  await world.run();
  world.advance(minute);
  await world.run();
  const got = world.sink.taken().flatMap(({ headers }) => headers['amiwatch-id'] ?? []);
  expect(got).toEqual([first.id, withdrawn.id]);
});

test('a route that went away keeps what it is owed for two weeks', async () => {
  fail(world, 'key', { kind: 'answer', status: 500 });
  const { id } = await world.announce('v20240817', 'v20240729');
  await world.run();
  world.route('key', undefined);
  for (let days = 0; days < 14; days += 1) {
    world.advance(24 * hour);
    await world.run();
  }
  expect(await world.record('key', id)).toMatchObject({ state: 'owed', attempts: 1 });
  world.advance(24 * hour);
  await world.run();
  expect(await world.record('key', id)).toMatchObject({ state: 'dropped' });
});

test('messages that name no announcement are kept for a person to look at', async () => {
  const { id } = await world.announce('v20240817', 'v20240729');
  const { failed, problems } = await world.run([
    'not JSON',
    { id: 'x', stream: 'y' },
    { id, stream: 'eks-amazon-linux' },
  ]);
  expect(failed).toBe(true);
  expect(problems).toMatchObject([{ kind: 'message-strange' }, { kind: 'message-strange' }]);
  expect(await statesOf(world, id)).toEqual({ hook: 'sent', bot: 'sent', key: 'sent' });
});

test('one announcement on which the other side chokes does not hold up the next', async () => {
  fail(world, 'key', { kind: 'answer', status: 500 }, (body) =>
    body.includes('"id":"eks-amazon-linux/v20240817'),
  );
  const first = await world.announce('v20240817', 'v20240729');
  const second = await world.announce('v20240828', 'v20240817');
  await world.run();
  expect(await world.record('key', first.id)).toMatchObject({ state: 'owed' });
  expect(await world.record('key', second.id)).toMatchObject({ state: 'sent' });
});

test('an other side that is down is asked twice in a run, and not once for each announcement', async () => {
  fail(world, 'key', { kind: 'answer', status: 500 });
  for (const release of ['v20240817', 'v20240828', 'v20241011', 'v20241016'] as const)
    await world.announce(release, 'v20240729');
  await world.run();
  expect(world.sink.requests().filter(({ path }) => routeOf(path) === 'key')).toHaveLength(2);
});

test('a message of the queue is not kept for what another route has wrong', async () => {
  world.route('odd', '{');
  const announcement = await world.announce('v20240817', 'v20240729');
  expect(await world.run([announcement])).toMatchObject({
    failed: false,
    problems: [{ kind: 'route-wrong', subject: 'odd' }],
  });
});
