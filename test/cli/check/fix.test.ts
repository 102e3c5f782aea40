import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { unifiedDiff } from '../../../cli/check/unified-diff.ts';
import { checkIn, emptyResolver, folderOf, hiddenImages, reportIn } from './run-check.ts';

const story = 'containerd-empty-resolv-conf-no-fallback';

/** Applies a diff as people do. */
function apply(folder: string, diff: string): void {
  const patch = join(folder, '.patch');
  writeFileSync(patch, diff);
  execFileSync('git', ['apply', '--whitespace=nowarn', patch], {
    cwd: folder,
    env: { ...process.env, GIT_CEILING_DIRECTORIES: folder },
  });
}

test('prints a diff that git applies, after which the setup is not exposed, and writes nothing', async () => {
  const folder = folderOf({ 'my nodes/payments.sh': emptyResolver });
  const { code, stderr, stdout } = await checkIn(folder, '.', '--to', 'v20240817', '--fix');
  expect(code).toBe(1);
  expect(stderr).toContain('1 of 1 setup is exposed');
  expect(readFileSync(join(folder, 'my nodes/payments.sh'), 'utf8')).toBe(emptyResolver);
  apply(folder, stdout);
  const report = await reportIn(folder, '.', '--to', 'v20240817', '--all');
  const answers = report.setups.flatMap((setup) => setup.answers);
  expect(answers.find(({ behaviourChange }) => behaviourChange === story)?.verdict).toBe('not-exposed');
});

test('of files that are named by their whole path, from where one stands', async () => {
  const folder = folderOf({ 'payments.sh': emptyResolver });
  const { stdout } = await checkIn(folder, join(folder, 'payments.sh'), '--to', 'v20240817', '--fix');
  expect(stdout).toMatch(/^--- a\/payments\.sh\n\+\+\+ b\/payments\.sh\n/);
});

test('of a disk over the images, on a release that has more in store for some kinds of nodes', async () => {
  const folder = folderOf({ 'disk.sh': hiddenImages });
  const { stderr, stdout } = await checkIn(folder, '.', '--to', 'v20241115', '--fix');
  expect(stderr).toBe(
    '1 of 1 setup is exposed to 1 behaviour change in v20241115. Of 1 exposure, 1 has a fix.\n',
  );
  expect(stdout).toContain('+cp -a /var/lib/containerd/. /mnt/containerd-volume/\n');
  apply(folder, stdout);
  expect((await checkIn(folder, '.', '--to', 'v20241115')).stdout).toContain(
    'The setup is not known to be exposed',
  );
});

const twoFlags =
  "#!/bin/bash\n/etc/eks/bootstrap.sh payments --kubelet-extra-args '--resolv-conf=/dev/null --container-runtime=remote'\n";

test('what has no fix is named, and fixes of one line come one after the other', async () => {
  const folder = folderOf({ 'a.sh': twoFlags });
  const fix = () => checkIn(folder, '.', '--to', 'v20240817', '--kubernetes', '1.30', '--fix');
  const first = await fix();
  expect(first.stderr.split('\n').slice(0, 3)).toEqual([
    '1 of 1 setup is exposed to 3 behaviour changes in v20240817. Of 3 exposures, 2 have a fix. 1 fix more changes the same lines: apply these, and run it again.',
    'Without a fix; without --fix, all say what to do:',
    '  containerd-process-exit-event-lost  the release alone decides  a.sh',
  ]);
  apply(folder, first.stdout);
  const second = await fix();
  expect(second.stderr).toContain('Of 2 exposures, 1 has a fix.\n');
  apply(folder, second.stdout);
  expect(readFileSync(join(folder, 'a.sh'), 'utf8')).not.toMatch(/resolv-conf|container-runtime/);
});

test('two fixes far from each other in one file, the second behind what the first adds', async () => {
  const filler = Array.from({ length: 12 }, (_, index) => `echo ${index}\n`).join('');
  const script = hiddenImages.replace(
    'nodeadm init\n',
    `${filler}/etc/eks/bootstrap.sh payments --kubelet-extra-args '--resolv-conf=/dev/null'\n`,
  );
  const folder = folderOf({ 'a.sh': script });
  const { stdout } = await checkIn(
    folder,
    '.',
    '--to',
    'v20241115',
    '--ami-type',
    'AL2023_x86_64_STANDARD',
    '--fix',
  );
  const heads = stdout.split('\n').filter((line) => line.startsWith('@@'));
  expect(heads).toEqual(['@@ -1,6 +1,12 @@', '@@ -13,4 +19,4 @@']);
  apply(folder, stdout);
});

test('adds its lines once, beside the first setting that is enough', async () => {
  const nodeConfig = `apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  containerd:
    config: |
      [plugins.'io.containerd.cri.v1.images']
      discard_unpacked_layers = false
      [plugins.'io.containerd.cri.v1.images'.registry]
      config_path = '/etc/containerd/certs.d:/etc/docker/certs.d'
`;
  const folder = folderOf({ 'a.yaml': nodeConfig });
  const { stdout } = await checkIn(folder, 'a.yaml', '--to', 'v20260224', '--fix');
  apply(folder, stdout);
  const layers = 'discard_unpacked_layers = false\n';
  expect(readFileSync(join(folder, 'a.yaml'), 'utf8')).toBe(
    nodeConfig.replace(layers, `${layers}      use_local_image_pull = true\n`),
  );
});

const examples = join(import.meta.dirname, '../../exposure/examples');
const releases = ['v20240817', 'v20241115', 'v20250807', 'v20260224'];

test('every fix of the examples applies, all at once, and what had one is not exposed any more', async () => {
  const names = readdirSync(examples).flatMap((id) =>
    readdirSync(join(examples, id)).map((file) => `${id}/${file}`),
  );
  const exposed = names.filter((name) => name.includes('/exposed-'));
  const files = Object.fromEntries(exposed.map((name) => [name, readFileSync(join(examples, name), 'utf8')]));
  let fixes = 0;
  for (const release of releases) {
    const folder = folderOf(files);
    const before = await reportIn(folder, '.', '--to', release);
    const mended = before.setups.flatMap(({ answers, name, place }) =>
      answers.flatMap(({ behaviourChange, fix }) =>
        fix === null ? [] : [`${place.file} ${name} ${behaviourChange}`],
      ),
    );
    const { stdout } = await checkIn(folder, '.', '--to', release, '--fix');
    apply(folder, stdout);
    const after = await reportIn(folder, '.', '--to', release, '--all');
    const verdicts = new Map(
      after.setups.flatMap(({ answers, name, place }) =>
        answers.map(({ behaviourChange, verdict }) => [`${place.file} ${name} ${behaviourChange}`, verdict]),
      ),
    );
    expect(mended.filter((name) => verdicts.get(name) !== 'not-exposed')).toEqual([]);
    fixes += mended.length;
  }
  expect(fixes).toBeGreaterThan(10);
});

describe('a flag that goes takes with it all that belongs to it, and no more', () => {
  const nodeConfig = (flags: string) =>
    `apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  kubelet:\n    config: { maxPods: 9 }\n    flags:${flags}`;
  const script = (words: string) => `#!/bin/bash\n/etc/eks/bootstrap.sh payments ${words}\n`;
  test.each([
    [
      'a quoted item',
      nodeConfig('\n    - "--resolv-conf=\\"\\""\n    - --v=2\n'),
      nodeConfig('\n    - --v=2\n'),
    ],
    [
      'an item of two words',
      nodeConfig('\n    - --v=2\n    - --resolv-conf /dev/null\n'),
      nodeConfig('\n    - --v=2\n'),
    ],
    [
      'two items',
      nodeConfig('\n    - --v=2\n    - --resolv-conf\n    - "/dev/null"\n    - --v=3\n'),
      nodeConfig('\n    - --v=2\n    - --v=3\n'),
    ],
    [
      'an item of a list on one line',
      nodeConfig(' ["--resolv-conf=\\"\\"", "--v=2"]\n'),
      nodeConfig(' ["--v=2"]\n'),
    ],
    [
      'the last item of such a list',
      nodeConfig(' ["--v=2", "--resolv-conf=/dev/null"]\n'),
      nodeConfig(' ["--v=2"]\n'),
    ],
    [
      'the end of an item',
      nodeConfig('\n    - --v=2 --resolv-conf=/dev/null\n'),
      nodeConfig('\n    - --v=2\n'),
    ],
    [
      'the end of a quoted text',
      script("--kubelet-extra-args '--v=2 --resolv-conf=/dev/null'"),
      script("--kubelet-extra-args '--v=2'"),
    ],
    [
      'the middle of a quoted text',
      script("--kubelet-extra-args '--v=2 --resolv-conf=/dev/null --v=3'"),
      script("--kubelet-extra-args '--v=2 --v=3'"),
    ],
  ])('%s', async (_, text, wanted) => {
    const folder = folderOf({ 'node.yaml': text });
    const { stdout } = await checkIn(
      folder,
      'node.yaml',
      '--to',
      'v20250807',
      '--kubernetes',
      '1.32',
      '--fix',
    );
    apply(folder, stdout);
    expect(readFileSync(join(folder, 'node.yaml'), 'utf8')).toBe(wanted);
  });
});

describe('a diff', () => {
  const lines = (count: number) =>
    Array.from({ length: count }, (_, index) => `line ${index + 1}\n`).join('');
  const edit = (from: number, to: number, replacement: string) => ({ file: 'a.sh', from, to, replacement });
  const at = (text: string, line: string) => text.indexOf(`${line}\n`);

  test.each([
    [
      'a line in the middle',
      lines(9),
      (text: string) => [edit(at(text, 'line 5'), at(text, 'line 6'), 'other\n')],
    ],
    ['the first line', lines(9), () => [edit(0, 7, '')]],
    ['all lines', lines(2), () => [edit(0, 14, '')]],
    ['the last line, without a line break', 'a\nb', () => [edit(2, 3, 'c')]],
    ['more after the last line, without a line break', 'a\nb', () => [edit(2, 3, 'b\nc\n')]],
    [
      'two places near each other',
      lines(12),
      (text: string) => [
        edit(at(text, 'line 9'), at(text, 'line 10'), ''),
        edit(at(text, 'line 3'), at(text, 'line 4'), 'x\ny\nline 3\n'),
      ],
    ],
    [
      'two places far from each other',
      lines(40),
      (text: string) => [
        edit(at(text, 'line 3'), at(text, 'line 4'), 'x\ny\nline 3\n'),
        edit(at(text, 'line 30'), at(text, 'line 31'), ''),
      ],
    ],
    ['lines that end as on Windows', 'a\r\nb\r\nc\r\n', () => [edit(3, 6, 'x\r\n')]],
    ['an empty first line', '\nb\n', () => [edit(0, 1, 'a\n')]],
  ])('of %s is what git makes of it', (_, text, editsOf) => {
    const folder = folderOf({ 'a.sh': text });
    const edits = editsOf(text);
    const wanted = edits
      .toSorted((a, b) => b.from - a.from)
      .reduce(
        (whole, { from, replacement, to }) => whole.slice(0, from) + replacement + whole.slice(to),
        text,
      );
    apply(folder, unifiedDiff('a.sh', text, edits));
    expect(readFileSync(join(folder, 'a.sh'), 'utf8')).toBe(wanted);
  });
});
