import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { recordedMinorsPath, renderRecordedMinors } from '../../cli/recorded-minors.ts';
import { minorsToWatch } from '../../shared/history/minors-to-watch.ts';
import { recordedReleases } from '../../shared/history/recorded-releases.ts';
import { packagesOf, packagesOfTrack } from '../../shared/packages/packages.ts';
import { readRecord } from '../../shared/packages/recorded-history/read-record.ts';
import { recordedReleaseSchema } from '../../shared/packages/recorded-history/recorded-release.ts';
import { amiTypeOf, operatingSystemOf, type Track } from '../../shared/parameters/track.ts';

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

test('the minors that a poll begins with are those of the newest records', async () => {
  expect(await readFile(recordedMinorsPath, 'utf8')).toBe(renderRecordedMinors());
  expect(minorsToWatch).toEqual(['1.29', '1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37']);
});

test('every record has the shape that readers rely on', () => {
  expect(z.array(recordedReleaseSchema).safeParse(recordedReleases).error).toBeUndefined();
});

test('every release since notes have packages, in order and once', () => {
  expect(tags).toHaveLength(153);
  expect(tags.filter((tag) => tag < 'v20231106')).toHaveLength(63);
  expect(tags).toEqual([...new Set(tags)].sort());
  expect([tags[0], tags.at(-1)]).toEqual(['v20210519', 'v20260224']);
});

test('what AWS took back is marked, also where its notes have no packages', () => {
  const withdrawn = recordedReleases.filter((recorded) => recorded.withdrawn !== undefined);
  expect(withdrawn.map(({ release, withdrawn }) => [release, withdrawn])).toEqual([
    ['v20220513', 'recalled'],
    ['v20221027', 'recalled'],
    ['v20230211', 'recalled'],
    ['v20260128', 'abandoned'],
  ]);
  const empty = recordedReleases.filter(({ packages }) => Object.keys(packages).length === 0);
  expect(empty.map(({ release }) => release)).toEqual(['v20220513']);
});

describe('the lists of packages before v20231106', () => {
  const packages = (tag: string) => {
    const recorded = recordedReleases.find(({ release }) => release === tag);
    if (recorded === undefined) throw new RangeError(tag);
    return packagesOf(readRecord(recorded).facts, 'recorded-history');
  };
  const on = (tag: string, track: Track, name: string) => {
    const reported = packagesOfTrack(packages(tag).packages, track).get(name);
    return reported === undefined ? undefined : (reported.version?.text ?? 'absent');
  };

  test('have AL2 alone', () => {
    const types = tags
      .filter((tag) => tag < 'v20231106')
      .flatMap((tag) => [...packages(tag).packages.keys()].map(amiTypeOf));
    expect(new Set(types)).toEqual(new Set(['AL2_x86_64', 'AL2_ARM_64', 'AL2_x86_64_GPU']));
  });

  test.each<[string, Track, string, string | undefined]>([
    ['v20210519', 'AL2_ARM_64/1.18', 'kernel', '4.14.231-173.361.amzn2.x86_64'],
    ['v20210519', 'AL2_ARM_64/1.19', 'kernel', '5.4.110-54.189.amzn2.x86_64'],
    ['v20210519', 'AL2_x86_64_GPU/1.19', 'kernel', undefined],
    ['v20210519', 'AL2_x86_64_GPU/1.19', 'nvidia-driver', '460.73.01'],
    ['v20210519', 'AL2_x86_64/1.19', 'nvidia-driver', undefined],
    ['v20211001', 'AL2_x86_64/1.18', 'kernel', undefined],
    ['v20211001', 'AL2_x86_64_GPU/1.18', 'nvidia-container-runtime-hook', undefined],
    ['v20221112', 'AL2_x86_64_GPU/1.21', 'nvidia-driver', '470.141.03-1'],
    ['v20221112', 'AL2_x86_64/1.21', 'runc', '1.1.4-1.amzn2'],
    ['v20221222', 'AL2_x86_64_GPU/1.21', 'cuda-toolkit', '11.4.0-1'],
    ['v20221222', 'AL2_x86_64_GPU/1.21', 'nvidia-driver', undefined],
    ['v20230322', 'AL2_x86_64/1.25', 'docker', 'absent'],
    ['v20230322', 'AL2_x86_64_GPU/1.25', 'docker', '20.10.17-1.amzn2.0.1'],
    ['v20230406', 'AL2_x86_64_GPU/1.25', 'docker', 'absent'],
    ['v20231027', 'AL2_x86_64_GPU/1.28', 'kernel', '5.10.192-183.736.amzn2'],
    ['v20231027', 'AL2_x86_64/1.28', 'kernel', '5.10.197-186.748.amzn2'],
  ])('%s %s: %s is %s', (tag, track, name, version) => {
    expect(on(tag, track, name)).toBe(version);
  });

  test('five versions cannot be used, and no other', () => {
    const problems = recordedReleases.flatMap(
      (recorded) => packagesOf(readRecord(recorded).facts, 'recorded-history').problems,
    );
    expect(problems.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual([
      ...['v20210628', 'v20211001', 'v20211003', 'v20211004'].map(
        (tag) => `misplaced-version ${tag} nvidia-container-runtime-hook`,
      ),
      'unknown-version-shape v20220824 runc',
    ]);
  });
});

test('base images, callouts and pull requests are recorded, and words are not', () => {
  const has = (field: 'sourceImages' | 'callouts' | 'pullRequests') =>
    recordedReleases.filter((recorded) => recorded[field] !== undefined).map(({ release }) => release);
  expect([has('sourceImages')[0], has('sourceImages').length]).toEqual(['v20240729', 64]);
  expect(has('callouts')).toEqual(
    expect.arrayContaining(['v20231027', 'v20241115', 'v20250829', 'v20260128']),
  );
  expect(has('pullRequests').length).toBeGreaterThan(80);
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
