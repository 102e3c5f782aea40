import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { folderOf, hiddenImages } from './check/run-check.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const brought = join(root, 'node_modules/.bin/node');

/** A Node that takes itself for an old one; what it starts does not. */
const asOldNode = `data:text/javascript,${encodeURIComponent(
  "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.1.0' } })",
)}`;

const started = (command: string, args: readonly string[], cwd: string) =>
  spawnSync(command, args, { cwd, encoding: 'utf8' });

test.skipIf(!existsSync(brought))(
  'an old Node goes on with the one that the project has, from anywhere',
  () => {
    const folder = folderOf({ 'disk.sh': hiddenImages });
    const bin = join(root, 'cli/bin.js');
    const { status, stderr, stdout } = started(
      process.execPath,
      ['--import', asOldNode, bin, 'check', '.', '--to', 'v20241115'],
      folder,
    );
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toContain('disk.sh:3:1');
  },
);

test.skipIf(!existsSync(brought)).each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s of the old Node alone ends the one that goes on',
  async (signal) => {
    const folder = folderOf({
      'cli/main.ts': 'setInterval(() => {}, 1000); console.log(process.pid);',
      'package.json': '{ "type": "module" }',
    });
    copyFileSync(join(root, 'cli/bin.js'), join(folder, 'cli/bin.js'));
    mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
    symlinkSync(brought, join(folder, 'node_modules/.bin/node'));
    const parent = spawn(process.execPath, ['--import', asOldNode, 'cli/bin.js'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [pid] = await once(parent.stdout, 'data');
    const ended = once(parent, 'exit');
    parent.kill(signal);
    const [code] = await Promise.race([ended, setTimeout(5_000, ['is still there'])]);
    if (code === 'is still there') process.kill(Number(String(pid)), 'SIGKILL');
    expect(code).toBe(128 + constants.signals[signal]);
  },
);

test('without one it says what brings one along', () => {
  const folder = folderOf({ 'cli/main.ts': '', 'package.json': '{ "type": "module" }' });
  copyFileSync(join(root, 'cli/bin.js'), join(folder, 'cli/bin.js'));
  const { status, stderr } = started(process.execPath, ['--import', asOldNode, 'cli/bin.js'], folder);
  expect(status).toBe(2);
  expect(stderr).toContain('needs Node 22.18 or newer; this is 20.1.0.');
  expect(stderr).toContain(`npm --prefix "${folder}/" ci\n`);
});

test('what docs/check.md has for a repository of one’s own works there as it stands', () => {
  const page = readFileSync(join(root, 'docs/check.md'), 'utf8');
  const [line = ''] = /^npm --prefix ~\/amiwatch exec -- .*git apply$/m.exec(page) ?? [];
  expect(line).toContain('-C "$PWD" check .');
  const folder = folderOf({ 'nodes/disk.sh': hiddenImages });
  started('git', ['init', '-q'], folder);
  const command = line.replace('~/amiwatch', `"${root}"`);
  const { stderr, status } = started('bash', ['-o', 'pipefail', '-c', command], folder);
  expect(stderr).toContain('Of 1 exposure, 1 has a fix.');
  // The check found something: its own code, and not that of `git apply`.
  expect(status).toBe(1);
  expect(readFileSync(join(folder, 'nodes/disk.sh'), 'utf8')).toContain('cp -a /var/lib/containerd/.');
});

test('standard input is waited for, however late it comes', () => {
  const folder = folderOf({ 'disk.sh': hiddenImages });
  const check = `"${process.execPath}" "${join(root, 'cli/bin.js')}" check - --to v20241115`;
  const { status, stdout } = started('bash', ['-c', `(sleep 1.5; cat disk.sh) | ${check}`], folder);
  expect(stdout).toContain('at "/var/lib/containerd"');
  expect(status).toBe(1);
});

test('standard input that cannot be read is a mistake, and no answer', () => {
  const check = `"${process.execPath}" "${join(root, 'cli/bin.js')}" check - --to v20241115`;
  const { status, stderr } = started('bash', ['-c', `${check} < .`], folderOf({}));
  expect(stderr).toContain('Standard input cannot be read');
  expect(status).toBe(2);
});

test('nothing is run that another user of the machine may have put among the temporary files', () => {
  const folder = folderOf({});
  const { NODE_COMPILE_CACHE: _, ...environment } = process.env;
  const { status } = spawnSync(process.execPath, [join(root, 'cli/bin.js'), '--version'], {
    env: { ...environment, TMPDIR: folder },
  });
  expect(status).toBe(0);
  expect(readdirSync(folder)).toEqual([]);
});

test('-C is where paths count from; a folder that is not there is a mistake', () => {
  const folder = folderOf({ 'nodes/disk.sh': hiddenImages });
  const found = started(
    process.execPath,
    ['cli/bin.js', '-C', folder, 'check', 'nodes', '--to', 'v20241115', '--fix'],
    root,
  );
  expect(found.stdout).toMatch(/^--- a\/nodes\/disk\.sh\n/);
  rmSync(folder, { recursive: true });
  const { status, stderr } = started(process.execPath, ['cli/bin.js', '-C', folder, 'check', '.'], root);
  expect(status).toBe(2);
  expect(stderr).toContain(`Cannot go to --directory ${JSON.stringify(folder)}: ENOENT`);
});
