import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SesFault } from '../../infra/local/ses-endpoint.ts';
import { type DigestWorld, daily, startDigestWorld } from './digest-world.ts';

let world: DigestWorld;
beforeEach(async () => {
  world = await startDigestWorld();
  world.list('team', daily);
  await world.run();
  world.at('2024-08-17T12:00:00Z');
  await world.announce('v20240817', 'v20240729');
  world.at('2024-08-18T08:10:00Z');
});
afterEach(() => world.stop());

const subjects = () => world.ses.sent().map(({ Content }) => Content.Simple.Subject.Data);
const error = (type: string, status = 400): SesFault => ({ kind: 'error', type, status });

test.each(['TooManyRequestsException', 'LimitExceededException'])(
  '%s is tried again in a moment',
  async (type) => {
    world.ses.fault((call) => (call < 3 ? error(type, 429) : undefined));
    expect(await world.run()).toMatchObject({ failed: false, sent: [{ list: 'team' }] });
    expect([subjects(), world.ses.calls()]).toEqual([['EKS AMIs: v20240817 breaking'], 3]);
  },
);

test.each([
  ['TooManyRequestsException', 429, 'digest-later'],
  ['MessageRejected', 400, 'digest-refused'],
  ['AccountSuspendedException', 400, 'digest-refused'],
  ['MailFromDomainNotVerifiedException', 400, 'digest-refused'],
  ['SendingPausedException', 400, 'digest-refused'],
])('%s (%i) is %s, an alarm until it is mended, and one mail after that', async (type, status, kind) => {
  world.ses.fault(() => error(type, status));
  for (const hour of ['08', '09', '10', '11', '12']) {
    world.at(`2024-08-18T${hour}:10:00Z`);
    const { failed, problems } = await world.run();
    expect(failed).toBe(true);
    expect(problems).toMatchObject([{ kind, subject: 'team' }]);
    expect(problems[0]?.message).toContain(type);
  }
  expect(world.ses.calls()).toBe(kind === 'digest-refused' ? 5 : 20);
  world.ses.fault(() => undefined);
  world.at('2024-08-18T13:10:00Z');
  expect((await world.run()).failed).toBe(false);
  world.at('2024-08-18T14:10:00Z');
  await world.run();
  expect(subjects()).toEqual(['EKS AMIs: v20240817 breaking']);
});

test('one list that is refused leaves the others alone', async () => {
  world.list('elsewhere', { ...daily, to: ['else@example.com'] });
  world.at('2024-08-17T08:10:00Z');
  await world.run();
  world.at('2024-08-18T08:10:00Z');
  world.ses.fault((call) => (call === 1 ? error('MessageRejected') : undefined));
  const { problems, sent } = await world.run();
  expect([problems.length, sent.length]).toEqual([1, 1]);
});

describe('where nobody knows whether it arrived', () => {
  test('it is sent again, three times at most, and what it tells is in the next one', async () => {
    world.ses.fault(() => ({ kind: 'reset-after' }));
    for (const hour of ['08', '09', '10', '11', '12', '13']) {
      world.at(`2024-08-18T${hour}:10:00Z`);
      expect(await world.run()).toMatchObject({ failed: true, problems: [{ kind: 'digest-uncertain' }] });
    }
    expect(subjects()).toHaveLength(3);
    world.ses.fault(() => undefined);
    world.at('2024-08-19T08:10:00Z');
    expect((await world.run()).sent).toMatchObject([{ from: '2024-08-17T08:00:00.000Z', releases: 1 }]);
    world.at('2024-08-20T08:10:00Z');
    await world.run();
    expect(subjects()).toHaveLength(4);
  });

  test('a try that was refused in between does not forget those before it', async () => {
    world.ses.fault((call) => (call % 3 === 0 ? error('MessageRejected') : { kind: 'reset-after' }));
    const kinds: unknown[] = [];
    for (const hour of ['08', '09', '10', '11', '12', '13']) {
      world.at(`2024-08-18T${hour}:10:00Z`);
      kinds.push((await world.run()).problems.map(({ kind }) => kind).join());
    }
    const [uncertain, refused] = ['digest-uncertain', 'digest-refused'];
    expect(kinds).toEqual([uncertain, uncertain, refused, uncertain, uncertain, uncertain]);
    expect(subjects()).toHaveLength(3);
  });

  test('it is not lost either', async () => {
    world.ses.fault(() => ({ kind: 'reset' }));
    await world.run();
    expect(subjects()).toEqual([]);
    world.ses.fault(() => undefined);
    world.at('2024-08-18T09:10:00Z');
    await world.run();
    expect(subjects()).toEqual(['EKS AMIs: v20240817 breaking']);
  });
});

test('a run that dies before any call of AWS is made up for by the next, and a repeat follows only a death after the mail', async () => {
  const { client } = world.context.table;
  let calls = 0;
  let last = Number.POSITIVE_INFINITY;
  let mailed: string[] = [];
  const mortal =
    <Output>(next: (input: never) => Promise<Output>) =>
    async (input: never): Promise<Output> => {
      calls += 1;
      if (calls >= last) throw new Error('killed');
      return next(input);
    };
  for (const each of [client, world.context.ses])
    each.middlewareStack.add(mortal as never, { step: 'initialize', name: 'mortality' });
  // Read, read announcements, claim, mail, note; each day has its own news.
  for (const [index, day] of ['18', '19', '20', '21', '22'].entries()) {
    world.at(`2024-08-${day}T07:00:00Z`);
    await world.announce('v20240817', 'v20240729', 'new-release', { release: `v${20240800 + Number(day)}` });
    const before = world.ses.sent().length;
    world.at(`2024-08-${day}T08:10:00Z`);
    [calls, last] = [0, index + 1];
    await world.run();
    const died = world.ses.sent().length - before;
    last = Number.POSITIVE_INFINITY;
    world.at(`2024-08-${day}T09:10:00Z`);
    await world.run();
    mailed = [...mailed, `${died} + ${world.ses.sent().length - before - died}`];
  }
  expect(mailed).toEqual(['0 + 1', '0 + 1', '0 + 1', '0 + 1', '1 + 1']);
});

test('two runs at once send one mail', async () => {
  const results = await Promise.all([world.run(), world.run(), world.run()]);
  expect(results.map(({ failed }) => failed)).toEqual([false, false, false]);
  expect(results.flatMap(({ sent }) => sent)).toHaveLength(1);
  expect(subjects()).toHaveLength(1);
});

test('a run that comes while another one is sending leaves the digest to it', async () => {
  world.ses.fault((call) => (call === 1 ? error('TooManyRequestsException', 429) : undefined));
  const meanwhile: unknown[] = [];
  const sleep = async () => {
    world.at('2024-08-18T08:15:00Z');
    meanwhile.push(await world.run());
  };
  expect(await world.run({ sleep })).toMatchObject({ failed: false, sent: [{ list: 'team' }] });
  expect(meanwhile).toEqual([{ failed: false, problems: [], sent: [] }]);
  expect(subjects()).toHaveLength(1);
});

test('an announcement that reaches the table late is in a digest all the same', async () => {
  world.at('2024-08-18T07:59:58Z');
  const late = world.announce('v20240828', 'v20240817');
  world.at('2024-08-18T08:03:00Z');
  expect((await world.run()).sent).toEqual([]);
  await late;
  world.at('2024-08-18T08:10:00Z');
  expect((await world.run()).sent).toMatchObject([{ releases: 2 }]);
});

test('a reader finds each announcement in one digest, whatever the hours of the runs', async () => {
  world.list('weekly', {
    ...daily,
    every: 'week',
    weekday: 'tuesday',
    hour: 17,
    timezone: 'America/New_York',
  });
  for (let hour = 0; hour < 24 * 20; hour += 7) {
    world.at(new Date(Date.parse('2024-08-18T08:10:00Z') + hour * 3_600_000).toISOString());
    if (hour % 35 === 0) {
      const release = `v2024${String(1001 + hour)}`.slice(0, 9) as `v${number}`;
      await world.announce('v20240817', 'v20240729', 'new-release', { release });
    }
    await world.run();
  }
  const told = world.ses.sent().flatMap(({ Content }) => {
    const text = Content.Simple.Body.Text?.Data ?? '';
    const list = /to the list (\w+)\./.exec(text)?.[1];
    return [...text.matchAll(/^BREAKING {2}(v\d{8})/gm)].map(([, release]) => `${list} ${release}`);
  });
  expect(told.length).toBeGreaterThan(20);
  expect(new Set(told).size).toBe(told.length);
  for (const one of told.filter((each) => each.startsWith('weekly')))
    expect(told).toContain(one.replace('weekly', 'team'));
});
