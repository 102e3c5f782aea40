import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const example = join(import.meta.dirname, '../docs/terraform');
const folder = await mkdtemp(join(tmpdir(), 'amiwatch-terraform-'));
afterAll(() => rm(folder, { recursive: true }));

/** Nothing is downloaded: the provider has 700 MB, and tests run without a network. */
const closed = { HTTPS_PROXY: 'http://127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9' };
const terraform = (...words: readonly string[]) =>
  spawnSync('terraform', words, { cwd: folder, encoding: 'utf8', env: { ...process.env, ...closed } });

const isThere = terraform('version').status === 0;
await cp(example, folder, { recursive: true });
const hasProvider = isThere && terraform('init', '-backend=false', '-input=false').status === 0;
if (!hasProvider)
  console.warn(
    'terraform, or its provider for AWS, is not on this machine: docs/terraform is not validated.',
  );

test.skipIf(!isThere)('the example is formatted', () => {
  expect(terraform('fmt', '-check', '-diff')).toMatchObject({ status: 0, stdout: '' });
});

test.skipIf(!hasProvider)('the example is valid', () => {
  const { status, stdout } = terraform('validate', '-no-color');
  expect(status, stdout).toBe(0);
});
