import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { amiwatch } from '../command.ts';
import {
  answersOf,
  checkIn,
  emptyResolver,
  folderOf,
  plainNode,
  reportIn,
  repository,
  story,
} from './run-check.ts';

const nodes = repository();

describe('what is read', () => {
  test('standard input, by a process of its own', async () => {
    const { code, stdout } = await amiwatch(
      ['check', '-', '--to', 'v20240817'],
      undefined,
      {},
      emptyResolver,
    );
    expect(stdout).toContain('standard input:5:');
    expect(code).toBe(1);
  });

  test('gzip, and what is encoded, with the place in the file', async () => {
    const encoded = Buffer.from(emptyResolver).toString('base64');
    const folder = folderOf({ 'a.gz': gzipSync(emptyResolver), 'b.txt': `${encoded}\n` });
    const report = await reportIn(folder, '.', '--to', 'v20240817');
    const found = report.setups.map(({ answers }) =>
      answers.find(({ behaviourChange }) => behaviourChange === story),
    );
    expect(found.map((answer) => answer?.verdict)).toEqual(['exposed', 'exposed']);
    expect(found[1]?.because[0]).toMatchObject({ file: 'b.txt', line: 1, decoded: { line: 5 } });
    expect(found.map((answer) => answer?.fix)).toEqual([null, null]);
  });

  test.each([
    ['a folder', ['.']],
    ["the pool's file", ['pool.yaml']],
    ["the class's file", ['class.yaml']],
    ['both files', ['class.yaml', 'pool.yaml']],
  ])('%s that has a node class in one file and its pool in another: one setup', async (_, paths) => {
    const folder = folderOf({
      'class.yaml':
        'apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata: { name: batch }\nspec:\n  amiFamily: AL2023\n',
      'pool.yaml':
        'apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: { name: blue }\nspec: { template: { spec: { nodeClassRef: { name: batch } } } }\n',
    });
    const { setups } = await reportIn(folder, ...paths, '--to', 'v20250920');
    expect(setups.map(({ name }) => name)).toEqual(['batch/blue']);
  });

  test('a script that Terraform names once, with what it is handed', async () => {
    const folder = folderOf({
      'main.tf': `resource "aws_launch_template" "nodes" {
  name      = "eks-nodes"
  user_data = base64encode(templatefile("\${path.module}/nodes.tftpl", { file = "/etc/empty.conf" }))
}
`,
      'nodes.tftpl': `#!/bin/bash
: > \${file}
/etc/eks/bootstrap.sh payments --kubelet-extra-args "--resolv-conf=\${file}"
`,
    });
    const report = await reportIn(folder, '.', '--to', 'v20240817');
    expect(report.setups).toHaveLength(1);
    expect(answersOf(report).join('\n')).toContain(`${story} exposed`);
    expect(answersOf(report).join('\n')).toContain('main.tf:3');
  });

  test('no file outside of what is checked', async () => {
    const outside = folderOf({ 'secret.tftpl': emptyResolver });
    const folder = folderOf({
      'in/main.tf': `resource "aws_launch_template" "nodes" {
  name      = "eks-nodes"
  user_data = base64encode(file("\${path.module}/../secret.tftpl"))
}
resource "aws_launch_template" "linked" {
  name      = "eks-linked"
  user_data = base64encode(file("\${path.module}/linked.tftpl"))
}
`,
      'secret.tftpl': emptyResolver,
    });
    symlinkSync(join(outside, 'secret.tftpl'), join(folder, 'in/linked.tftpl'));
    const report = await reportIn(folder, 'in', '--to', 'v20240817');
    expect(answersOf(report).filter((each) => each.includes(`${story} exposed`))).toEqual([]);
    expect(report.gaps).toEqual([
      expect.objectContaining({
        file: 'in/linked.tftpl',
        says: 'The symbolic link leads out of what is checked.',
      }),
    ]);
    expect(answersOf(await reportIn(folder, '.', '--to', 'v20240817')).join()).toContain(`${story} exposed`);
  });

  test.each([
    ['nothing of nodes', 'notes.txt', 'Buy milk.\n', 'Nothing in it looks like configuration'],
    ['binary', 'x.bin', '\0\0\0', 'Nothing in it looks like configuration'],
    ['far too much', 'big.sh', `${plainNode}# ${'x'.repeat(1_100_000)}\n`, 'The file has 1.1 MB'],
    ['broken YAML', 'x.yaml', 'apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec: [\n', ''],
  ])('%s is said of a file that was named', async (_, name, content, says) => {
    const folder = folderOf({ [name]: content });
    const { code, stdout } = await checkIn(folder, name, '--to', 'v20241115');
    expect(stdout.split('\n')[0]).toContain('CANNOT TELL');
    expect(stdout).toContain(`${name}:`);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(says);
    expect(code).toBe(0);
    expect((await checkIn(folder, name, '--to', 'v20241115', '--fail-on', 'cannot-tell')).code).toBe(1);
  });

  test.skipIf(process.getuid?.() === 0)('a file that may not be read is named', async () => {
    const folder = folderOf({ 'a.sh': plainNode });
    chmodSync(join(folder, 'a.sh'), 0);
    expect((await checkIn(folder, '.', '--to', 'v20241115')).stdout).toContain(
      'The file cannot be read: EACCES',
    );
  });

  test.each([
    [['nowhere.sh', '--to', 'v20241115'], 'Cannot check "nowhere.sh": ENOENT'],
    [['.', '--to', 'v20241114'], 'Unknown release "v20241114"'],
    [['.', '--json', '--sarif'], "Option '--json' cannot be used with option '--sarif'"],
  ])('%j is a mistake', async (args, says) => {
    const { code, stderr } = await checkIn(nodes, ...args);
    expect(stderr).toContain(says);
    expect(code).toBe(2);
  });
});

test('what a file says cannot steer a terminal or a job of GitHub', async () => {
  const folder = folderOf({
    'a.sh': emptyResolver.replace('touch', "echo '\u001b[2J\u202e'; : ::set-output name=x::y\ntouch"),
    '::error::x.sh': emptyResolver,
  });
  const { stdout } = await checkIn(folder, '.', '--to', 'v20240817', '--all');
  for (const obeyed of ['\u001b', '\u202e']) expect(stdout).not.toContain(obeyed);
  expect(stdout.split('\n').filter((line) => line.trimStart().startsWith('::'))).toEqual([]);
  const annotations = (await checkIn(folder, '.', '--to', 'v20240817', '--github')).stdout
    .trimEnd()
    .split('\n');
  for (const line of annotations) expect(line).toMatch(/^::(error|warning|notice) [^:]*::[^:]/);
  expect(annotations.join('\n')).toContain('file=%3A%3Aerror%3A%3Ax.sh,line=5,');
});
