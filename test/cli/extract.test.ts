import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { extract } from '../../cli/extract.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import { amiwatch } from './command.ts';

const pathOf = (release: ReleaseTag) =>
  fileURLToPath(new URL(`../fixtures/release-notes/${release}.md`, import.meta.url));
const notes = (release: ReleaseTag) => readFileSync(pathOf(release), 'utf8');

describe('every version is a line, in the words of the notes', () => {
  test('a cell that spans AMI types is a line for each, a dash is none', () => {
    const { facts, problems } = extract(notes('v20240817'), 'v20240817');
    expect(problems).toEqual([]);
    const containerd = facts.filter(
      (fact) => fact.package === 'containerd' && fact.kubernetesVersion === '1.30',
    );
    expect(containerd.map(({ amiType, version }) => `${amiType} ${version}`)).toEqual([
      'AL2_x86_64 1.7.20-1.amzn2.0.1',
      'AL2_ARM_64 1.7.20-1.amzn2.0.1',
      'AL2_x86_64_GPU 1.7.20-1.amzn2.0.1',
      'AL2023_x86_64_STANDARD 1.7.20-1.amzn2023.0.1',
      'AL2023_ARM_64_STANDARD 1.7.20-1.amzn2023.0.1',
    ]);
    const driver = facts.filter((fact) => fact.package === 'nvidia-driver-latest-dkms');
    expect(new Set(driver.map(({ amiType }) => amiType))).toEqual(new Set(['AL2_x86_64_GPU']));
  });

  test.each<[ReleaseTag, string]>([
    ['v20231106', 'cuda'],
    ['v20230711', 'dockerd'],
    ['v20211109', 'SSM agent'],
  ])('%s does not tell AMI types apart: %s is of *', (release, name) => {
    const types = extract(notes(release), release).facts.filter((fact) => fact.package === name);
    expect(new Set(types.map(({ amiType }) => amiType))).toEqual(new Set(['*']));
  });

  test('a changelog is all of its releases, in its order, with lines of its own', () => {
    const changelog = `# AMI Release v20240817\n${notes('v20240817')}\n---\n### AMI Release v20211109\n${notes('v20211109')}* runc: 1\n## Elsewhere\n`;
    const { facts, problems, releases } = extract(changelog);
    expect(releases).toBe(2);
    expect([...new Set(facts.map(({ release }) => release))]).toEqual(['v20240817', 'v20211109']);
    const line = changelog.split('\n').indexOf('## Elsewhere') + 1;
    expect(problems).toMatchObject([{ kind: 'unknown-heading', place: `line ${line}` }]);
  });
});

test('the command prints JSON lines, or columns', async () => {
  const args = ['extract', pathOf('v20211109'), '--release', 'v20211109'];
  const json = await amiwatch([...args, '--json']);
  expect(json).toMatchObject({ code: 0, stderr: '' });
  const lines = json.stdout.trimEnd().split('\n');
  expect(lines).toHaveLength(21);
  expect(lines[0]).toBe(
    '{"release":"v20211109","kubernetesVersion":"1.18","amiType":"*","package":"SSM agent","version":"3.0.1124.0"}',
  );
  const columns = await amiwatch(args);
  expect(columns.stdout.split('\n')[0]).toBe('v20211109\t1.18\t*\tSSM agent\t3.0.1124.0');
});

test('what could not be read goes to standard error, and the rest is printed', async () => {
  const { code, stderr, stdout } = await amiwatch(['extract', pathOf('v20240817'), '--release', 'v20240828']);
  expect(code).toBe(0);
  expect(stderr).toContain('image-name-unknown: v20240828 (Kubernetes 1.30, line ');
  expect(stdout).toContain('v20240828\t1.30\tAL2_x86_64\tcontainerd\t1.7.20-1.amzn2.0.1\n');
});
