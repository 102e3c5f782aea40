import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Change, changesBetween } from '../../shared/changes/change.ts';
import { amiTypes, compareTracks, type Track, trackOf } from '../../shared/parameters/track.ts';
import { groupChanges, ungroupChanges } from '../../shared/report/group-changes.ts';
import { stateOf, type Versions } from '../behaviour/state.ts';
import { recordedReports } from './recorded.ts';

/** By track, versions before and after. */
type Moves = readonly (readonly [Track, Versions, Versions])[];

function changesOf(moves: Moves): Map<Track, readonly Change[]> {
  const packagesOf = (track: Track, versions: Versions) => stateOf(track, 'v20240817', versions).packages;
  return new Map(
    moves.map(([track, before, after]) => [
      track,
      changesBetween(packagesOf(track, before), packagesOf(track, after)),
    ]),
  );
}

const group = (moves: Moves) => groupChanges(changesOf(moves));

describe('tracks share a line when the line says the same of each', () => {
  test('builds differ by operating system, and the upstream version does not', () => {
    expect(
      group([
        [
          'AL2023_x86_64_STANDARD/1.30',
          { containerd: '1.7.11-1.amzn2023.0.1' },
          { containerd: '1.7.20-1.amzn2023.0.1' },
        ],
        ['AL2_x86_64/1.30', { containerd: '1.7.11-1.amzn2.0.1' }, { containerd: '1.7.20-1.amzn2.0.1' }],
      ]),
    ).toEqual([
      {
        package: 'containerd',
        kind: 'upgraded',
        level: 'patch',
        from: '1.7.11',
        to: '1.7.20',
        tracks: ['AL2_x86_64/1.30', 'AL2023_x86_64_STANDARD/1.30'],
        builds: [
          {
            from: '1.7.11-1.amzn2.0.1',
            to: '1.7.20-1.amzn2.0.1',
            fromSource: 'release-notes',
            toSource: 'release-notes',
            tracks: ['AL2_x86_64/1.30'],
          },
          {
            from: '1.7.11-1.amzn2023.0.1',
            to: '1.7.20-1.amzn2023.0.1',
            fromSource: 'release-notes',
            toSource: 'release-notes',
            tracks: ['AL2023_x86_64_STANDARD/1.30'],
          },
        ],
      },
    ]);
  });

  test('sources that differ are told apart below the line, which stays one', () => {
    const versions = [{ containerd: '1.7.11-1.amzn2.0.1' }, { containerd: '1.7.20-1.amzn2.0.1' }] as const;
    const changes = changesOf([
      ['AL2_x86_64/1.29', ...versions],
      ['AL2_x86_64/1.30', ...versions],
    ]);
    const other = [...changes].map(([track, list]) => {
      const beforeSource = track === 'AL2_x86_64/1.30' ? 'recorded-history' : 'release-notes';
      return [track, list.map((change): Change => ({ ...change, beforeSource }))] as const;
    });
    const [line, ...others] = groupChanges(new Map(other));
    expect(others).toEqual([]);
    expect(line?.builds.map(({ fromSource, toSource, tracks }) => [fromSource, toSource, tracks])).toEqual([
      ['release-notes', 'release-notes', ['AL2_x86_64/1.29']],
      ['recorded-history', 'release-notes', ['AL2_x86_64/1.30']],
    ]);
  });

  test('a package of which one side says nothing has no source there', () => {
    const [line] = group([['AL2_x86_64/1.30', {}, { ena: '2.13.2g' }]]);
    expect(line?.builds).toMatchObject([{ fromSource: undefined, toSource: 'release-notes' }]);
  });

  test('a rebuild shows whole versions, and so has a line for each build', () => {
    const groups = group([
      ['AL2_x86_64/1.30', { runc: '1.1.11-1.amzn2' }, { runc: '1.1.11-2.amzn2' }],
      ['AL2_ARM_64/1.30', { runc: '1.1.11-1.amzn2' }, { runc: '1.1.11-2.amzn2' }],
      ['AL2023_x86_64_STANDARD/1.30', { runc: '1.1.11-1.amzn2023' }, { runc: '1.1.11-2.amzn2023' }],
    ]);
    expect(groups.map(({ from, to, tracks }) => [from, to, tracks.length])).toEqual([
      ['1.1.11-1.amzn2', '1.1.11-2.amzn2', 2],
      ['1.1.11-1.amzn2023', '1.1.11-2.amzn2023', 1],
    ]);
  });

  test('what came into the notes is no upgrade', () => {
    const groups = group([
      ['AL2_x86_64/1.30', {}, { runc: '1.2.4-1' }],
      ['AL2_ARM_64/1.30', { runc: '1.1.14-1' }, { runc: '1.2.4-1' }],
      ['AL2_x86_64_GPU/1.30', { runc: '—' }, { runc: '1.2.4-1' }],
    ]);
    expect(groups.map(({ kind }) => kind)).toEqual(['upgraded', 'added', 'now-reported']);
  });

  test('the further a package moved, the further up it stands; then the more tracks', () => {
    const before = {
      kernel: '6.1.1-1',
      containerd: '1.7.1-1',
      runc: '1.1.1-1',
      efa: '1.0.1-1',
      docker: '25.0.2-1',
    };
    const after = {
      kernel: '6.12.1-1',
      containerd: '2.0.0-1',
      runc: '1.2.0-1',
      efa: '1.0.0-1',
      docker: '25.0.3-1',
    };
    const more = { ena: '2.0.1-1', amazon: '1.0-1', other: '1.0-1' };
    const moved = { ena: '2.0.2-1', amazon: '1.0-2' };
    const groups = group([
      ['AL2_x86_64/1.30', { ...before, ...more }, { ...after, ...moved, zlib: '12.2-1' }],
      ['AL2_ARM_64/1.30', more, moved],
    ]);
    expect(groups.map((line) => line.package)).toEqual([
      'kernel',
      ...['containerd', 'efa', 'runc'],
      ...['ena', 'docker'],
      ...['amazon', 'other', 'zlib'],
    ]);
  });
});

describe('for any changes', () => {
  const version = fc.constantFrom(
    undefined,
    '—',
    ...[
      '1.7.11-1.amzn2',
      '1.7.11-1.amzn2023',
      '1.7.11-2.amzn2',
      '1.7.20-1.amzn2',
      '1.7.20-1.amzn2023',
      '2.0.0',
    ],
  );
  const names = ['containerd', 'kernel', 'runc'];
  const versions = fc.tuple(...names.map(() => version)).map((texts): Versions => {
    const said = names.map((name, index) => [name, texts[index]] as const);
    return Object.fromEntries(said.filter((entry): entry is [string, string] => entry[1] !== undefined));
  });
  const tracks = amiTypes.flatMap((type) => [trackOf(type, '1.9'), trackOf(type, '1.10')]);
  const changes = fc
    .tuple(
      fc.shuffledSubarray(tracks),
      fc.array(fc.tuple(versions, versions), { minLength: 16, maxLength: 16 }),
    )
    .map(([chosen, moves]) =>
      changesOf(chosen.map((track, index) => [track, moves[index]?.[0] ?? {}, moves[index]?.[1] ?? {}])),
    );
  const line = (of: { package: string; from: string | undefined; to: string | undefined }) =>
    `${of.package} ${of.from} ${of.to}`;

  test('grouping loses and invents nothing', () => {
    fc.assert(
      fc.property(changes, (byTrack) => {
        const back = ungroupChanges(groupChanges(byTrack));
        for (const [track, list] of byTrack) {
          const lines = list.map(({ package: name, before, after }) =>
            line({ package: name, from: before?.text, to: after?.text }),
          );
          expect((back.get(track) ?? []).map(line).sort()).toEqual(lines.sort());
        }
        expect([...back.keys()].filter((track) => !byTrack.has(track))).toEqual([]);
      }),
    );
  });

  test('no two lines say the same, and none says two things of a track', () => {
    fc.assert(
      fc.property(changes, (byTrack) => {
        const groups = groupChanges(byTrack);
        const lines = groups.map((group) => `${group.kind} ${line(group)}`);
        expect(new Set(lines).size).toBe(lines.length);
        const said = groups.flatMap((group) => group.tracks.map((track) => `${group.package} ${track}`));
        expect(new Set(said).size).toBe(said.length);
        for (const { tracks: all, builds } of groups) {
          expect(all).toEqual(all.toSorted(compareTracks));
          expect(builds.flatMap((build) => build.tracks).sort(compareTracks)).toEqual(all);
        }
      }),
    );
  });

  test('the order of the tracks makes no difference', () => {
    fc.assert(
      fc.property(changes, (byTrack) => {
        const turned = new Map([...byTrack].toReversed());
        expect(groupChanges(turned)).toEqual(groupChanges(byTrack));
      }),
    );
  });
});

test('every recorded release has a line for each package and move, and no more', () => {
  for (const { changes, tracks } of recordedReports()) {
    const moved = changes.flatMap((group) => group.tracks.map((track) => `${group.package} ${track}`));
    expect(new Set(moved).size).toBe(moved.length);
    expect(changes.flatMap((group) => group.tracks).filter((track) => !tracks.includes(track))).toEqual([]);
  }
});
