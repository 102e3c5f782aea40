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

test('a name that is none, and a file that makes no nodes, are wrong', async () => {
  expect(await fleet('add', '-', '--name', 'a/b')).toBe(2);
  expect(await fleet('add', import.meta.filename)).toBe(2);
});
