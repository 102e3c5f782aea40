import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compileEntries } from '../../cli/behaviour/compile-entries.ts';
import { readEntry } from '../../shared/behaviour/read-entry.ts';
import { file, good, problemsOf, tags, versions, withChange } from './mistake.ts';

const lineOf = (piece: string, text: string) => text.slice(0, text.indexOf(piece)).split('\n').length;

test('a right entry has no problems', () => {
  expect(readEntry(file, good).problems).toEqual([]);
  expect(readEntry(file, good).entry?.affected).toEqual([
    {
      operatingSystems: ['AL2'],
      releases: 'eks-amazon-linux',
      events: [{ introduced: 'v20231220' }, { fixed: 'v20231230' }],
    },
  ]);
});

test.each([
  ['one version', versions("- introduced: '1.7.20'\n- last_affected: '1.7.20'")],
  ['since ever', versions("- introduced: '0'\n- fixed: '1.2.8'")],
  ['leading zeros', versions("- introduced: '535.54.03'\n- fixed: '580.95.05'")],
  [
    'numbers, not text, in order',
    versions("- introduced: '1.7.9'\n- fixed: '1.7.20'\n- introduced: '1.10.0'"),
  ],
  ['one release', tags('- introduced: v20231220\n- last_affected: v20231220')],
  ['minors from', withChange('releases:', "kubernetes: '>=1.30'\n    releases:")],
  ['minors between', withChange('releases:', "kubernetes: '>1.29 <=1.33'\n    releases:")],
  ['one minor', withChange('releases:', "kubernetes: '=1.29'\n    releases:")],
  [
    'all filters',
    withChange('releases:', 'architectures: [arm64]\n    amiTypes: [AL2_ARM_64]\n    releases:'),
  ],
  ['several systems', withChange('[AL2]', '[AL2, AL2023]')],
  [
    'an address of a kind elsewhere',
    withChange('https://github.com/awslabs/amazon-eks-ami/issues/1551', 'https://bugs.example.org/1551'),
  ],
])('right is: %s', (_, text) => {
  expect(problemsOf(text)).toEqual([]);
});

test('one mistake is one problem', () => {
  expect(problemsOf(tags('- introduced: v20230230'))).toHaveLength(1);
  expect(problemsOf(versions('- introduced: 1.10'))).toHaveLength(1);
  expect(problemsOf(withChange('severity: breaking\n', ''))).toHaveLength(1);
});

test('all mistakes are told at once', () => {
  expect(
    problemsOf(withChange('severity: breaking\n', '').replace('reviewed: 2026-11-22', 'reviewed: soon')),
  ).toHaveLength(2);
});

test('a problem names the line', () => {
  const text = tags('- introduced: v20231220\n- fixed: soon');
  expect(readEntry(file, text).problems.map(({ place }) => place)).toEqual([
    `affected[0].events[1].fixed, line ${lineOf('- fixed: soon', text)}`,
  ]);
});

test('a missing field is told at the line of what it is missing from', () => {
  const text = withChange('kind: issue\n    ', '');
  expect(readEntry(file, text).problems.map(({ place }) => place)).toEqual([
    `references[0].kind, line ${lineOf('- url: https://github.com/awslabs/amazon-eks-ami/issues/1551', text)}`,
  ]);
});

test.each([
  ['no file name of its id', 'another-name.yaml', good, 'entry-misnamed'],
  ['a key twice', file, `${good}title: Another\n`, 'entry-not-yaml'],
  ['broken YAML', file, good.replace('affected:', 'affected: ['), 'entry-not-yaml'],
  [
    'a tag that is not of YAML itself',
    file,
    good.replace('title: ', 'title: !!js/function '),
    'entry-not-yaml',
  ],
  ['two documents', file, `${good}---\n${good}`, 'entry-not-yaml'],
  ['too long', file, `${good}#${'x'.repeat(40_000)}`, 'entry-too-long'],
  ['empty', file, '', 'entry-invalid'],
  ['a list', file, '- id: x\n', 'entry-invalid'],
])('%s', (_, name, text, kind) => {
  const { entry, problems } = readEntry(name, text);
  expect(entry).toBeUndefined();
  expect(problems.map((problem) => problem.kind)).toEqual([kind]);
});

test('a directory gives every entry that is right, and the problems of the others', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'entries-'));
  try {
    await writeFile(
      join(directory, file),
      good.replace(/$/, 'related: [nobody, containerd2-rollout, containerd-limitnofile-2023-12]\n'),
    );
    await writeFile(join(directory, 'containerd2-rollout.yaml'), 'id: containerd2-rollout\n');
    await writeFile(join(directory, 'notes.txt'), 'x');
    const { entries, problems } = await compileEntries(directory);
    expect(entries.map(({ id }) => id)).toEqual(['containerd-limitnofile-2023-12']);
    expect(new Set(problems.map(({ subject, kind }) => `${kind} ${subject}`))).toEqual(
      new Set([
        'entry-invalid containerd2-rollout.yaml',
        'entry-not-yaml notes.txt',
        `entry-invalid ${file}`,
      ]),
    );
    const dangling = problems.filter(({ subject }) => subject === file).map(({ message }) => message);
    expect(dangling).toEqual([
      expect.stringContaining('"nobody"'),
      expect.stringContaining('"containerd-limitnofile-2023-12"'),
    ]);
  } finally {
    await rm(directory, { recursive: true });
  }
});
