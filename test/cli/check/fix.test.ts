import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { unifiedDiff } from '../../../cli/check/unified-diff.ts';
import { checkIn, emptyResolver, folderOf, reportIn } from './run-check.ts';

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
