import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countRequests } from '../../bench/count-requests.ts';
import { boundedMap } from '../../shared/aws/bounded-map.ts';
import { mostSetups } from '../../shared/aws/fleet.ts';
import { type AccountWorld, harmless, startAccountWorld, twoGroups } from './account-world.ts';
import { putRaw } from './table-items.ts';

let world: AccountWorld;
beforeEach(async () => {
  world = await startAccountWorld();
});
afterEach(() => world.stop());

describe('a run', () => {
  test('without news writes nothing', async () => {
    world.has('eu-west-1', twoGroups);
    await world.read();
    world.advance(86_400_000);
    const requests = countRequests(world.context.table);
    expect(await world.read()).toMatchObject({ failed: false, written: [], removed: [] });
    expect(requests.counts()).toEqual({ Query: 1 });
  });

  test('writes what is another, and removes what is gone', async () => {
    world.has('eu-west-1', twoGroups);
    await world.read();
    world.has('eu-west-1', { payments: { blue: { template: { userData: harmless } } } });
    expect(await world.read()).toMatchObject({
      failed: false,
      written: ['payments/blue'],
      removed: ['payments/green'],
    });
    expect(
      (await world.setup('payments/blue')).answers['containerd-empty-resolv-conf-no-fallback'],
    ).toMatchObject({ verdict: 'not-exposed' });
    world.has('eu-west-1', {});
    expect(await world.read()).toMatchObject({ failed: false, removed: ['payments/blue'] });
    expect(await world.names()).toEqual([]);
  });

  test('says in its log what it did', async () => {
    world.has('eu-west-1', twoGroups);
    const { log } = await world.read();
    expect(log).toEqual([
      {
        level: 'info',
        event: 'account-read',
        nodeGroups: 2,
        written: ['payments/blue', 'payments/green'],
        removed: [],
        problems: 0,
      },
    ]);
  });

  test('is patient when it is asked to slow down', async () => {
    world.has('eu-west-1', twoGroups);
    let left = 2;
    world.local.eks.fault(() => (left-- > 0 ? { kind: 'throttle' } : undefined));
    expect(await world.read()).toMatchObject({ failed: false, nodeGroups: 2 });
  });

  test('that died between two writes is made up for by the next', async () => {
    const { table } = world.context;
    let last = Number.POSITIVE_INFINITY;
    let calls = 0;
    const mortality = (next: (input: never) => Promise<unknown>) => async (input: never) => {
      calls += 1;
      if (calls > last) throw new Error('killed');
      return next(input);
    };
    table.client.middlewareStack.add(mortality as never, { step: 'initialize', name: 'mortality' });
    const changed = { payments: { blue: { template: { userData: harmless } }, red: {} } };
    for (const survived of [0, 1, 2, 3]) {
      world.has('eu-west-1', twoGroups);
      await world.read();
      world.has('eu-west-1', changed);
      [calls, last] = [0, survived];
      await world.read().catch(() => undefined);
      last = Number.POSITIVE_INFINITY;
      expect(await world.read()).toMatchObject({ failed: false });
      expect(await world.names()).toEqual(['payments/blue', 'payments/red']);
      const { answers } = await world.setup('payments/blue');
      expect(answers['containerd-empty-resolv-conf-no-fallback']?.verdict).toBe('not-exposed');
      world.has('eu-west-1', {});
      expect(await world.read()).toMatchObject({ failed: false });
    }
  });
});

describe('what cannot be read is a problem of its own, and stays as it was', () => {
  const denied = { kind: 'error', type: 'AccessDeniedException', message: 'no', status: 403 } as const;
  const before = {
    payments: { blue: {}, green: { template: { userData: harmless } } },
    search: { red: {} },
  };
  const after = { payments: { green: { version: '1.31', template: { userData: harmless } } }, search: {} };

  beforeEach(async () => {
    for (const region of ['eu-west-1', 'us-east-1']) world.has(region, before);
    await world.read(['eu-west-1', 'us-east-1']);
    for (const region of ['eu-west-1', 'us-east-1']) world.has(region, after);
  });

  const gone = (region: string) => [`payments/blue (${region})`, `search/red (${region})`];

  test.each([
    ['a Region', '/clusters', 'account-region-unread', 'eu-west-1', [], []],
    [
      'a cluster',
      '/clusters/payments/node-groups',
      'account-cluster-unread',
      'eu-west-1/payments',
      ['search/red (eu-west-1)'],
      [],
    ],
    [
      'a node group',
      '/clusters/payments/node-groups/green',
      'account-node-group-unread',
      'eu-west-1/payments/green',
      gone('eu-west-1'),
      [],
    ],
  ])('%s', async (_, path, kind, subject, removed, written) => {
    world.local.eks.fault((call) => (call.region === 'eu-west-1' && call.path === path ? denied : undefined));
    const result = await world.read(['eu-west-1', 'us-east-1']);
    expect(result.failed).toBe(true);
    expect(result.problems).toMatchObject([
      { kind, subject, message: expect.stringContaining('AccessDeniedException: no') },
    ]);
    expect(result.removed.toSorted()).toEqual([...removed, ...gone('us-east-1')].toSorted());
    expect(result.written).toEqual([...written, 'payments/green (us-east-1)']);
    expect(result.log.map(({ event }) => event)).toEqual(['problem', 'account-read']);
  });

  test('and what only begins like it is read all the same', async () => {
    world.has('eu-west-1', { pay: { blue: {} }, payments: { blue: {}, 'blue-2': {} } });
    await world.read();
    world.has('eu-west-1', { pay: {}, payments: { blue: {} } });
    world.local.eks.fault(({ path }) => (path === '/clusters/pay/node-groups' ? denied : undefined));
    const { failed, removed } = await world.read();
    expect([failed, removed]).toEqual([true, ['payments/blue-2']]);
  });

  test('a launch template', async () => {
    world.ec2.fault(({ region }) =>
      region === 'eu-west-1'
        ? { kind: 'error', type: 'UnauthorizedOperation', message: 'no', status: 403 }
        : undefined,
    );
    const { failed, problems } = await world.read(['eu-west-1', 'us-east-1']);
    expect(failed).toBe(true);
    expect(problems).toMatchObject([{ subject: 'eu-west-1/payments/green' }]);
    expect((await world.setup('payments/green (eu-west-1)')).setup.kubernetes).toBe('1.30');
  });
});

describe('what cannot be kept is a problem of its own', () => {
  test('a setup that is too big for the table', async () => {
    const many = Array.from({ length: 4000 }, (_, index) => `mkdir -p /data/of/team/${index}`).join('\n');
    world.has('eu-west-1', {
      payments: { blue: { template: { userData: gzipSync(`${harmless}\n${many}`) } }, green: {} },
    });
    const { failed, problems, written } = await world.read();
    expect(failed).toBe(true);
    expect(problems).toMatchObject([
      {
        kind: 'fleet-setup-not-kept',
        subject: 'payments/blue',
        message: expect.stringMatching(/^payments\/blue takes \d+ kB/),
      },
    ]);
    expect(written).toEqual(['payments/green']);
  });

  test('what a full fleet has no room for', async () => {
    const items = Array.from({ length: mostSetups - 1 }, (_, index) => ({
      pk: 'FLEET',
      sk: `by-hand-${index}`,
      schema: 1,
      revision: 1,
      value: '{}',
    }));
    await boundedMap(items, 8, (item) => putRaw(world.context.table, item));
    world.has('eu-west-1', twoGroups);
    const { problems, written } = await world.read();
    expect(written).toEqual(['payments/blue']);
    expect(problems).toMatchObject([{ kind: 'fleet-full', subject: 'payments/green' }]);
    // What is gone makes room in the same run.
    world.has('eu-west-1', { payments: { green: {} } });
    expect(await world.read()).toMatchObject({
      failed: false,
      written: ['payments/green'],
      removed: ['payments/blue'],
    });
  });
});
