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

### AMI Release v20231027
* \`containerd\`: 1.6.19-1.amzn2.0.5
`;

test('the oldest release comes first, each as its notes read', () => {
  const { json, releases } = importHistory(changelog);
  expect(releases).toBe(2);
  expect(JSON.parse(json)).toEqual([
    { ...JSON.parse(fixture('recorded-history/v20240817.json')), withdrawn: 'recalled' },
    JSON.parse(fixture('recorded-history/v20240928.json')),
  ]);
});

test('what an older format says is left out, and reported', () => {
  expect(importHistory(changelog).problems).toMatchObject([
    { kind: 'format-not-read', subject: 'v20231027' },
  ]);
});

test('the same changelog gives the same bytes, a line a package version', () => {
  const { json } = importHistory(changelog);
  expect(importHistory(changelog).json).toBe(json);
  expect(json).toContain('\n    "1.7.20-1.amzn2.0.1": "AL2_x86_64,AL2_ARM_64,AL2_x86_64_GPU/1.23,1.30",\n');
});
