import { afterEach, beforeEach, expect, test } from 'vitest';
import { announcementKey } from '../../shared/aws/records.ts';
import { configureEveryKind, type DeliverWorld, secretsPath, startDeliverWorld } from './deliver-world.ts';
import { makeUnknown, putRaw, readRaw } from './table-items.ts';

const minute = 60_000;
const pending = { status: 'detected', severity: 'unknown', changes: [], findings: [], risks: [] } as const;

let world: DeliverWorld;
beforeEach(async () => {
  world = await startDeliverWorld();
  configureEveryKind(world);
  // It wants to hear of what is not known yet, and of what came of it only because it heard of that.
  world.route('key', {
    kind: 'webhook',
    url: world.sink.url.replace('http:', 'https:'),
    secret: `${secretsPath}/key`,
    filter: { severities: ['unknown'] },
  });
});
afterEach(() => world.stop());

test.each([
  ['the message of the later one comes first', ['later', 'first']],
  ['only the message of the later one comes', ['later']],
] as const)('a follow-up is owed to whoever is owed what it follows, also when %s', async (_, told) => {
  const first = await world.announce('v20240817', 'v20240729', 'new-release', pending);
  world.advance(minute);
  const later = await world.announce('v20240817', 'v20240729', 'details-came');
  await world.run(told.map((name) => ({ first, later })[name]));
  expect(await world.record('key', first.id)).toMatchObject({ state: 'sent' });
  expect(await world.record('key', later.id)).toMatchObject({ state: 'sent' });
});

test('a follow-up waits while what it follows cannot be read, and other releases do not', async () => {
  const first = await world.announce('v20240817', 'v20240729', 'new-release', pending);
  const key = announcementKey(first);
  const readable = await readRaw(world.context.table, key);
  await makeUnknown(world.context.table, key);
  world.advance(minute);
  const later = await world.announce('v20240817', 'v20240729', 'details-came');
  const other = await world.announce('v20240828', 'v20240817', 'new-release', pending);
  expect(await world.run()).toMatchObject({ failed: true });
  expect(await world.record('key', later.id)).toBeUndefined();
  expect(await world.record('key', other.id)).toMatchObject({ state: 'sent' });
  await putRaw(world.context.table, { ...readable, ...key });
  await world.run();
  expect(await world.record('key', first.id)).toMatchObject({ state: 'sent' });
  expect(await world.record('key', later.id)).toMatchObject({ state: 'sent' });
});
