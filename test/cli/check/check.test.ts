import { chmodSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { checkSchemaPath, renderCheckSchema } from '../../../cli/publish-schemas.ts';
import { amiwatch } from '../command.ts';
import {
  answersOf,
  checkIn,
  emptyResolver,
  folderOf,
  hiddenImages,
  plainNode,
  reportIn,
} from './run-check.ts';

const examples = join(import.meta.dirname, '../../exposure/examples');
const story = 'containerd-empty-resolv-conf-no-fallback';
const nodes = folderOf({
  'nodes/payments.sh': emptyResolver,
  'nodes/plain.sh': plainNode,
  'README.md': '# Nodes\n\n```sh\n/etc/eks/bootstrap.sh payments --kubelet-extra-args --resolv-conf=\n```\n',
  'node_modules/x/payments.sh': emptyResolver,
  '.terraform/modules/x/payments.sh': emptyResolver,
  'picture.sh': new Uint8Array([35, 33, 0, 1, 2]),
});

describe('the verdict', () => {
  test('comes first, with the line that decides, what it does and what to do', async () => {
    const { code, stdout } = await checkIn(nodes, '.', '--to', 'v20240817');
    expect(code).toBe(1);
    expect(stdout.split('\n')[0]).toBe(
      ' EXPOSED  2 of 2 setups are exposed to 2 behaviour changes in v20240817.',
    );
    expect(stdout).toContain('nodes/payments.sh:5:');
    expect(stdout).toContain('--resolv-conf=/etc/kubernetes/resolv.conf');
    expect(stdout).toContain('nodes/payments.sh:3:1\n   3 │ touch /etc/kubernetes/resolv.conf\n     │ ^');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'do Take --resolv-conf or resolvConf out of the user data',
    );
    expect(stdout).toContain('read   https://github.com/awslabs/amazon-eks-ami/issues/2067');
    for (const line of stdout.split('\n')) {
      if (!line.includes('`') && !line.includes('https://')) expect(line.length).toBeLessThanOrEqual(80);
    }
  });

  test('of a release that does not have it is that nobody is exposed', async () => {
    const { code, stdout } = await checkIn(nodes, 'nodes', '--to', 'v20240828');
    expect(stdout).not.toContain(story);
    expect(code).toBe(0);
    expect(stdout).toContain('None of 2 setups is known to be exposed');
  });

  test('in JSON follows the published schema', async () => {
    const report = await reportIn(nodes, '.', '--to', 'v20240817', '--all');
    expect(readFileSync(checkSchemaPath, 'utf8')).toBe(renderCheckSchema());
    const validate = new Ajv2020().compile(JSON.parse(renderCheckSchema()));
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
    expect(report.files).toBe(4);
    expect(answersOf(report)).toContain(`payments.sh ${story} exposed nodes/payments.sh:5`);
    expect(answersOf(report)).toContain(`plain.sh ${story} not-exposed nodes/plain.sh:1`);
  });
});

describe('the move', () => {
  const exposed = async (...args: readonly string[]) =>
    answersOf(await reportIn(nodes, 'nodes/payments.sh', ...args)).filter((each) =>
      each.includes(' exposed '),
    );

  test('to a release that brings it', async () => {
    expect(await exposed('--from', 'v20240729', '--to', 'v20240817')).toEqual(
      expect.arrayContaining([`payments.sh ${story} exposed nodes/payments.sh:5`]),
    );
  });

  test('between two that both have it brings nothing', async () => {
    expect(await exposed('--from', 'v20241024', '--to', 'v20241115')).not.toEqual(
      expect.arrayContaining([expect.stringContaining(story)]),
    );
  });

  test('back in time is none', async () => {
    const { code, stderr } = await checkIn(nodes, '.', '--from', 'v20241115', '--to', 'v20240817');
    expect(code).toBe(2);
    expect(stderr).toContain('--from v20241115 is newer than --to v20240817.');
  });
});

describe('what is asked about', () => {
  test('without an AMI type, what only one of them has is open where no line decides', async () => {
    const report = await reportIn(nodes, 'nodes/plain.sh', '--to', 'v20241115');
    expect(answersOf(report)).toContain(
      'plain.sh nvidia-toolkit-imex-legacy-images cannot-tell nodes/plain.sh:1',
    );
    const standard = await reportIn(nodes, 'nodes/plain.sh', '--to', 'v20241115', '--ami-type', 'AL2_x86_64');
    expect(answersOf(standard).join()).not.toContain('nvidia-toolkit-imex-legacy-images');
    const gpu = await reportIn(nodes, 'nodes/plain.sh', '--to', 'v20241115', '--ami-type', 'AL2_x86_64_GPU');
    expect(answersOf(gpu)).toContain('plain.sh nvidia-toolkit-imex-legacy-images exposed nodes/plain.sh:1');
  });

  test('a line that hides images is found though only AL2023 minds it', async () => {
    const folder = folderOf({ 'disk.sh': hiddenImages });
    const answers = answersOf(await reportIn(folder, 'disk.sh', '--to', 'v20241115'));
    expect(answers).toContain('disk.sh al2023-varlibcontainerd-mount-hides-pause exposed disk.sh:3');
  });

  test('nodes of another operating system are left out, and said to be', async () => {
    const folder = folderOf({ 'b.toml': '[settings.kubernetes]\ncluster-name = "payments"\n' });
    const { code, stdout } = await checkIn(folder, 'b.toml', '--to', 'v20241115');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'b.toml: These nodes run Bottlerocket, and v20241115 is a release of Amazon Linux.',
    );
    expect(code).toBe(0);
  });

  test('nodes of which the release has no image cannot be told', async () => {
    const { code, stdout } = await checkIn(
      nodes,
      'nodes/plain.sh',
      '--to',
      'v20260224',
      '--fail-on',
      'cannot-tell',
    );
    expect(stdout).toContain('plain.sh: v20260224 has no AL2 image.');
    expect(code).toBe(1);
  });

  test('a release without any such image is a mistake', async () => {
    const { code, stderr } = await checkIn(nodes, '.', '--to', 'v20260224', '--ami-type', 'AL2_x86_64');
    expect(code).toBe(2);
    expect(stderr).toContain('v20260224 has no image of that kind. It has AL2023');
  });
});

describe('what to fail on', () => {
  test.each([
    ['exposed', 1],
    ['breaking', 1],
    ['deprecation', 1],
    ['never', 0],
  ])('%s: exit code %i', async (failOn, code) => {
    expect((await checkIn(nodes, 'nodes/payments.sh', '--to', 'v20240817', '--fail-on', failOn)).code).toBe(
      code,
    );
  });

  test('an exposure that is less grave passes', async () => {
    const build = join(examples, 'ssm-agent-lifecycle/exposed-packer.pkr.hcl');
    const folder = folderOf({ 'a.pkr.hcl': readFileSync(build, 'utf8') });
    const report = await reportIn(folder, 'a.pkr.hcl', '--to', 'v20241115');
    const exposed = report.setups.flatMap(({ answers }) =>
      answers.flatMap(({ behaviourChange, verdict }) => (verdict === 'exposed' ? [behaviourChange] : [])),
    );
    const severities = report.behaviourChanges
      .filter(({ id }) => exposed.includes(id))
      .map(({ severity }) => severity);
    expect(severities).not.toEqual([]);
    expect(severities).not.toContain('breaking');
    expect((await checkIn(folder, 'a.pkr.hcl', '--to', 'v20241115', '--fail-on', 'breaking')).code).toBe(0);
  });
});

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
  user_data = base64encode(file("\${path.module}/../secret.tftpl"))
}
resource "aws_launch_template" "linked" {
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
