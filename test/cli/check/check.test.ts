import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { checkSchemaPath, renderCheckSchema } from '../../../cli/publish-schemas.ts';
import { answersOf, checkIn, folderOf, hiddenImages, reportIn, repository, story } from './run-check.ts';

const nodes = repository();

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
  const imex = 'nvidia-toolkit-imex-legacy-images';
  const group = (type: string) =>
    `resource "aws_eks_node_group" "a" {\n  cluster_name = "payments"\n  instance_types = ["${type}"]\n}\n`;
  test.each([
    ['a plain node', 'a.sh', '#!/bin/bash\n/etc/eks/bootstrap.sh payments\n', undefined],
    [
      'a node whose script asks for GPUs',
      'a.sh',
      '#!/bin/bash\n/etc/eks/bootstrap.sh a\nnvidia-smi\n',
      'cannot-tell',
    ],
    ['instances without GPUs', 'a.tf', group('m6i.large'), undefined],
    ['instances with GPUs', 'a.tf', group('g5.xlarge'), 'cannot-tell'],
    ['instances with GPUs and no such image', 'a.tf', group('g5g.xlarge'), undefined],
  ])('without an AMI type, what only GPU images have is open for %s: %s', async (_, file, text, verdict) => {
    const report = await reportIn(folderOf({ [file]: text }), file, '--to', 'v20241115', '--all');
    const answers = report.setups.flatMap((setup) => setup.answers);
    expect(answers.find(({ behaviourChange }) => behaviourChange === imex)?.verdict).toBe(verdict);
  });

  test('what is read depends on the release', async () => {
    const folder = folderOf({
      'a.sh':
        '#!/bin/bash\nctr -n k8s.io image export a.tar b\ncat > /etc/containerd/config.d/a.toml <<EOF\nversion = 2\n[plugins."io.containerd.grpc.v1.cri".containerd]\ndiscard_unpacked_layers = false\nEOF\nnodeadm init\n',
    });
    const asked = async (to: string) =>
      answersOf(await reportIn(folder, 'a.sh', '--to', to, '--ami-type', 'AL2023_x86_64_STANDARD', '--all'));
    expect(await asked('v20240506')).toContain(
      'a.sh discard-unpacked-layers-default-true not-exposed a.sh:6',
    );
    const after = await asked('v20240514');
    expect(after).toContain('a.sh discard-unpacked-layers-default-true exposed a.sh:2');
    expect(after).toContain('a.sh al2023-containerd-files-not-read exposed a.sh:3');
  });

  test('a version that came out later is no question', async () => {
    const folder = folderOf({ 'a.tf': group('m6i.large') });
    expect(answersOf(await reportIn(folder, 'a.tf', '--to', 'v20240817', '--all')).join()).not.toContain(
      'ena-driver',
    );
  });

  test('the AMI type of the question decides', async () => {
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
      'Not asked: b.toml. These nodes run Bottlerocket, and v20241115 is a release of Amazon Linux.',
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
    const folder = folderOf({ 'a.sh': "#!/bin/bash\ndnf update -y --exclude='systemd*'\nnodeadm init\n" });
    const report = await reportIn(folder, 'a.sh', '--to', 'v20241115');
    const exposed = report.setups.flatMap(({ answers }) =>
      answers.flatMap(({ behaviourChange, verdict }) => (verdict === 'exposed' ? [behaviourChange] : [])),
    );
    const severities = report.behaviourChanges
      .filter(({ id }) => exposed.includes(id))
      .map(({ severity }) => severity);
    expect(severities).not.toEqual([]);
    expect(severities).not.toContain('breaking');
    expect((await checkIn(folder, 'a.sh', '--to', 'v20241115', '--fail-on', 'breaking')).code).toBe(0);
  });
});
