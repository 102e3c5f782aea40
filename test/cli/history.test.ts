import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { importHistory } from '../../cli/history.ts';

function fixture(name: string): string {
  return readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
}

const changelog = `# AMI Release v20240928
${fixture('release-notes/v20240928.md')}
---

# [Recalled] AMI Release v20240817
${fixture('release-notes/v20240817.md')}
---

### AMI Release v20230711
${fixture('release-notes/v20230711.md')}

### [Recalled] AMI Release v20220513
* amazon-eks-node-1.22-v20220513

Notice:
* Words.

### AMI Release v20201112
* amazon-eks-node-1.18-v20201112
`;

test('the oldest release comes first, each as its notes read', () => {
  const { json, releases } = importHistory(changelog);
  expect(releases).toBe(4);
  expect(JSON.parse(json)).toEqual([
    {
      release: 'v20220513',
      withdrawn: 'recalled',
      kubernetes: { '1.22': 'AL2_x86_64' },
      packages: {},
      callouts: ['notice'],
    },
    expect.objectContaining({ release: 'v20230711', pullRequests: [1234] }),
    { ...JSON.parse(fixture('recorded-history/v20240817.json')), withdrawn: 'recalled' },
    JSON.parse(fixture('recorded-history/v20240928.json')),
  ]);
});

test('a release without packages is left out, unless it was taken back; both are reported, with their lines', () => {
  const { problems } = importHistory(changelog);
  const lines = changelog.split('\n');
  const lineOf = (tag: string) => `line ${lines.findIndex((line) => line.endsWith(`-${tag}`)) + 1}`;
  expect(problems).toMatchObject([
    { kind: 'no-packages-known', subject: 'v20220513', place: lineOf('v20220513') },
    { kind: 'no-packages-known', subject: 'v20201112', place: lineOf('v20201112') },
  ]);
});

test('the same changelog gives the same bytes, a line a package version', () => {
  const { json } = importHistory(changelog);
  expect(importHistory(changelog).json).toBe(json);
  expect(json).toContain('\n    "1.7.20-1.amzn2.0.1": "AL2_x86_64,AL2_ARM_64,AL2_x86_64_GPU/1.23,1.30",\n');
  expect(json).toContain('"callouts": ["note"]\n');
});
