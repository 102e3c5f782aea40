import { expect, test } from 'vitest';
import { splitChangelog } from '../../../shared/packages/release-notes/changelog.ts';

const changelog = `# Changelog

<!-- a placeholder -->

# [ABANDONED] AMI Release v20260128
## What's Changed
* One

---

# AMI Release v20260120
Two
---
### [Recalled] AMI Release v20230211
Three

## AMI Release v20211013
Four
`;

test('splits at every heading of a release, newest first', () => {
  const { entries, problems } = splitChangelog(changelog);
  expect(problems).toEqual([]);
  expect(entries).toEqual([
    {
      heading: '[ABANDONED] AMI Release v20260128',
      line: 5,
      textLine: 6,
      release: 'v20260128',
      withdrawn: 'abandoned',
      text: "## What's Changed\n* One",
    },
    { heading: 'AMI Release v20260120', line: 11, textLine: 12, release: 'v20260120', text: 'Two' },
    {
      heading: '[Recalled] AMI Release v20230211',
      line: 14,
      textLine: 15,
      release: 'v20230211',
      withdrawn: 'recalled',
      text: 'Three',
    },
    { heading: 'AMI Release v20211013', line: 17, textLine: 18, release: 'v20211013', text: 'Four' },
  ]);
});

test('line ends of either kind split the same', () => {
  expect(splitChangelog(changelog.replaceAll('\n', '\r\n'))).toEqual(splitChangelog(changelog));
});

test('a heading in code is none, and a fence left open hides no release', () => {
  const text =
    '# AMI Release v20260120\n```sh\n# install\n```\nA\n```\n# more\n# AMI Release v20260116\nB\n# AMI Hotfix';
  const { entries, problems } = splitChangelog(text);
  expect(entries.map((entry) => entry.text)).toEqual(['```sh\n# install\n```\nA\n```\n# more', 'B']);
  expect(problems).toMatchObject([{ kind: 'unknown-heading', place: 'line 10' }]);
});

test('the text begins at its first line with words, wherever that is', () => {
  const { entries } = splitChangelog('# AMI Release v20260120\n\n  \nOne\n\n# AMI Release v20260116\nTwo');
  expect(entries.map(({ textLine }) => textLine)).toEqual([4, 7]);
});

test('a heading that lists images is the tag of these, and part of the text', () => {
  const heading = 'amazon-eks-node-1.13-v20190701 | amazon-eks-gpu-node-1.13-v20190701';
  const { entries, problems } = splitChangelog(`### ${heading}\n\n* ca61cc2 a commit\n`);
  expect(problems).toEqual([]);
  expect(entries).toMatchObject([
    { release: 'v20190701', line: 1, textLine: 1, text: `${heading}\n\n* ca61cc2 a commit` },
  ]);
});

test.each([
  ['unknown-heading', '# AMI Hotfix 7', 1],
  ['unknown-heading', '# AMI Release v20241399', 1],
  ['unknown-heading', '### amazon-eks-nodes-1.13-v20190701', 1],
  ['release-without-date', '### amazon-eks-node-v25', 1],
  ['release-without-date', '### eks-worker-v22', 1],
  ['duplicate-entry', '# AMI Release v20260120', 1],
  ['unknown-label', '# [POSTPONED] AMI Release v20260110', 2],
])('%s: %s', (kind, heading, entries) => {
  const split = splitChangelog(`# AMI Release v20260120\nKept\n${heading}\nElsewhere`);
  expect(split.problems).toMatchObject([{ kind, place: 'line 3' }]);
  expect(split.entries).toHaveLength(entries);
  expect(split.entries[0]?.text).toBe('Kept');
});
