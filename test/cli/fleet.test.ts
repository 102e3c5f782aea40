import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProgram } from '../../cli/program.ts';
import { run } from '../../cli/run.ts';
import { createResources } from '../../infra/local/create-resources.ts';
import { type LocalAws, startLocalAws } from '../../infra/local/start-local-aws.ts';
import { amiwatch } from './command.ts';

let local: LocalAws;
const before = { ...process.env };
beforeAll(async () => {
  local = await startLocalAws();
  const { tableName } = await createResources(local);
  Object.assign(process.env, {
    AMIWATCH_TABLE: tableName,
    AWS_REGION: local.region,
    AWS_ENDPOINT_URL_DYNAMODB: local.endpoints.dynamodb,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  });
});
afterAll(async () => {
  process.env = before;
  await local.stop();
});

const fleet = (...args: readonly string[]) => run(createProgram(), ['node', 'amiwatch', 'fleet', ...args]);

test('a file is registered, listed and removed from the command line', async () => {
  const file = join(tmpdir(), `fleet-${process.pid}.sh`);
  writeFileSync(file, '#!/bin/bash\n/etc/eks/bootstrap.sh payments\n');
  expect(await fleet('add', file, '--name', 'payments')).toBe(0);
  const listed = await amiwatch(['fleet', 'list']);
  expect(listed.stdout).toMatch(/^payments {2}user-data .*:1 {2}read 20.*Z\n$/);
  expect(await fleet('remove', 'payment')).toBe(2);
  expect(await fleet('remove', 'payments')).toBe(0);
  expect(await fleet('remove', 'payments')).toBe(2);
});

test('what would be kept is shown without AWS and without secrets, and is what is kept', async () => {
  const file = join(tmpdir(), `fleet-${process.pid}.sh`);
  writeFileSync(file, '#!/bin/bash\nexport API_TOKEN=hunter2hunter2\n/etc/eks/bootstrap.sh payments\n');
  const add = ['fleet', 'add', file, '--name', 'orders'];
  const noAws = {
    AMIWATCH_TABLE: undefined,
    AWS_REGION: undefined,
    AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1',
  };
  const dry = await amiwatch([...add, '--dry-run'], undefined, noAws);
  expect(dry).toMatchObject({ code: 0, stderr: '' });
  expect(dry.stdout).not.toContain('hunter2');
  const [would] = JSON.parse(dry.stdout);
  expect(would).toMatchObject({ name: 'orders', setup: { kind: 'user-data' } });
  expect(await fleet('show', 'orders')).toBe(2);
  expect(await fleet(...add.slice(1))).toBe(0);
  const [kept] = JSON.parse((await amiwatch(['fleet', 'show', 'orders'])).stdout);
  expect(kept).toEqual({ ...would, addedAt: kept.addedAt });
  expect(await fleet('remove', 'orders')).toBe(0);
});

test('a name that is none, and a file that makes no nodes, are wrong', async () => {
  expect(await fleet('add', '-', '--name', 'a/b')).toBe(2);
  expect(await fleet('add', import.meta.filename)).toBe(2);
});
