import { describe, expect, test } from 'vitest';
import { recordedReleases } from '../../shared/history/recorded-releases.ts';
import { readRecord } from '../../shared/packages/recorded-history/read-record.ts';
import { operatingSystemOf } from '../../shared/parameters/track.ts';

const tags = recordedReleases.map(({ release }) => release);

/** Every containerd version of a release, by operating system. */
function containerd(tag: string): Record<string, string[]> {
  const recorded = recordedReleases.find(({ release }) => release === tag);
  const cells = recorded === undefined ? [] : readRecord(recorded).facts.cells;
  const systems = Map.groupBy(
    cells.filter((cell) => cell.package === 'containerd'),
    ({ amiType }) => (amiType === '*' ? '*' : operatingSystemOf(amiType)),
  );
  return Object.fromEntries(
    [...systems].map(([system, of]) => [
      system,
      [...new Set(of.map(({ version }) => version ?? 'absent'))].sort(),
    ]),
  );
}

test('every release since the tables began, in order and once', () => {
  expect(tags).toHaveLength(90);
  expect(tags).toEqual([...new Set(tags)].sort());
  expect([tags[0], tags.at(-1)]).toEqual(['v20231106', 'v20260224']);
});

test('the abandoned release is marked', () => {
  const withdrawn = recordedReleases.filter((recorded) => recorded.withdrawn !== undefined);
  expect(withdrawn.map(({ release }) => release)).toEqual(['v20260128']);
});

describe('containerd 1.7.20 came, went, and came back as 1.7.22', () => {
  test.each([
    ['v20240729', { AL2: ['1.7.11-1.amzn2.0.1'], AL2023: ['1.7.11-1.amzn2023.0.1'] }],
    ['v20240817', { AL2: ['1.7.20-1.amzn2.0.1'], AL2023: ['1.7.20-1.amzn2023.0.1'] }],
    ['v20240828', { AL2: ['1.7.11-1.amzn2.0.1'], AL2023: ['1.7.11-1.amzn2023.0.1'] }],
    ['v20240928', { AL2: ['1.7.11-1.amzn2.0.1'], AL2023: ['1.7.11-1.amzn2023.0.1'] }],
    ['v20241011', { AL2: ['1.7.22-1.amzn2.0.2'], AL2023: ['1.7.11-1.amzn2023.0.1'] }],
  ])('%s', (tag, versions) => {
    expect(containerd(tag)).toEqual(versions);
  });
});

test('every image of v20240817 has a containerd', () => {
  const recorded = recordedReleases.find(({ release }) => release === 'v20240817');
  const facts = recorded === undefined ? undefined : readRecord(recorded).facts;
  const having = facts?.cells.filter((cell) => cell.package === 'containerd' && cell.version !== undefined);
  expect(having?.map(({ amiType, kubernetes }) => `${amiType}/${kubernetes}`).sort()).toEqual(
    facts?.images.map(({ track }) => track).sort(),
  );
  expect(facts?.images).toHaveLength(43);
});
