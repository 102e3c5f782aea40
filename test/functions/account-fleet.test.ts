import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addToFleet, describeFleet, removeFromFleet } from '../../cli/deployment/fleet.ts';
import { type AccountWorld, harmless, startAccountWorld, twoGroups } from './account-world.ts';
import { makeUnknown, putRaw, readRaw } from './table-items.ts';

let world: AccountWorld;
beforeEach(async () => {
  world = await startAccountWorld();
});
afterEach(() => world.stop());

describe('what was registered by hand', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'account-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const add = (name: string, text = harmless) => {
    writeFileSync(join(folder, 'nodes.sh'), text);
    return addToFleet(world.context.table, ['nodes.sh'], { name, cwd: folder, now: world.context.now() });
  };

  test('stays, and `fleet list` tells one from the other', async () => {
    await add('search');
    world.has('eu-west-1', twoGroups);
    await world.read();
    world.has('eu-west-1', { payments: { blue: {} } });
    await world.read();
    expect(await describeFleet(world.context.table)).toEqual([
      expect.stringMatching(
        /^payments\/blue {2}node-group AL2_x86_64 1\.30 {2}from the account, eu-west-1 {2}since 2024-/,
      ),
      expect.stringMatching(/^search {2}user-data .*nodes\.sh:1 {2}read 2024-/),
    ]);
  });

  test('keeps its name', async () => {
    await add('payments/blue');
    world.has('eu-west-1', twoGroups);
    const { failed, problems, written } = await world.read();
    expect(failed).toBe(true);
    expect(problems).toMatchObject([{ kind: 'fleet-setup-taken', subject: 'payments/blue' }]);
    expect(written).toEqual(['payments/green']);
    expect(await world.setup('payments/blue')).not.toHaveProperty('origin');
    await removeFromFleet(world.context.table, 'payments/blue');
    expect(await world.read()).toMatchObject({ failed: false, written: ['payments/blue'] });
  });

  test('does not take away what was read from the account', async () => {
    world.has('eu-west-1', twoGroups);
    await world.read();
    await expect(add('payments/blue')).rejects.toThrow(
      'payments/blue is a node group that is read from the account. Give another --name.',
    );
    const { removed } = await add('payments');
    expect(removed).toEqual([]);
    expect(await world.names()).toEqual(['payments', 'payments/blue', 'payments/green']);
  });

  test.each([
    [
      'of a version to come',
      'fleet-setup-newer',
      (key: { pk: string; sk: string }) => makeUnknown(world.context.table, key),
    ],
    [
      'broken',
      'fleet-setup-taken',
      async (key: { pk: string; sk: string }) =>
        putRaw(world.context.table, { ...(await readRaw(world.context.table, key)), ...key, value: '{' }),
    ],
  ])('or cannot be read is not replaced: %s', async (_, kind, spoil) => {
    world.has('eu-west-1', twoGroups);
    await world.read();
    await spoil({ pk: 'FLEET', sk: 'payments/green' });
    const { failed, problems } = await world.read();
    expect(failed).toBe(true);
    expect(problems).toMatchObject([
      {
        kind,
        subject: 'payments/green',
        remedy: expect.stringContaining(kind === 'fleet-setup-newer' ? 'Deploy the version' : 'fleet remove'),
      },
    ]);
  });

  test('goes alone by its name, and a cluster of that name stays', async () => {
    world.has('eu-west-1', twoGroups);
    await world.read();
    await add('payments');
    expect(await removeFromFleet(world.context.table, 'payments')).toEqual(['payments']);
    expect(await removeFromFleet(world.context.table, 'payments')).toEqual([
      'payments/blue',
      'payments/green',
    ]);
  });
});

describe('two runs at once', () => {
  /** Does something else before the first write, or the first removal, of the next run. */
  const meanwhile = (command: string, act: () => Promise<unknown>) => {
    let isDone = false;
    const middleware =
      (next: (input: never) => Promise<unknown>, { commandName }: { commandName?: string }) =>
      async (input: never) => {
        if (!isDone && commandName === command) {
          isDone = true;
          await act();
        }
        return next(input);
      };
    world.context.table.client.middlewareStack.add(middleware as never, {
      step: 'initialize',
      name: 'meanwhile',
    });
  };

  test('that find the same are no problem', async () => {
    world.has('eu-west-1', twoGroups);
    meanwhile('PutItemCommand', () => world.read());
    expect(await world.read()).toMatchObject({ failed: false, problems: [], written: [] });
    expect(await world.names()).toEqual(['payments/blue', 'payments/green']);
  });

  test('that remove the same are none either', async () => {
    world.has('eu-west-1', twoGroups);
    await world.read();
    world.has('eu-west-1', {});
    meanwhile('DeleteItemCommand', () => world.read());
    expect(await world.read()).toMatchObject({ failed: false, problems: [], removed: [] });
    expect(await world.names()).toEqual([]);
  });

  test('that found something else say so', async () => {
    world.has('eu-west-1', twoGroups);
    meanwhile('PutItemCommand', async () => {
      world.has('eu-west-1', { payments: { blue: { version: '1.31' } } });
      await world.read();
    });
    const { failed, problems, written } = await world.read();
    expect(failed).toBe(true);
    expect(problems).toMatchObject([{ kind: 'fleet-setup-not-kept', subject: 'payments/blue' }]);
    expect(written).toEqual(['payments/green']);
  });
});
