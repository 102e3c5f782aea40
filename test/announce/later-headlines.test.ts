import { describe, expect, test } from 'vitest';
import { announce } from '../../shared/announce/announce.ts';
import { rollbackHeadline } from '../../shared/announce/rollback.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import type { Track } from '../../shared/parameters/track.ts';
import { correctionBetween } from '../../shared/report/correction.ts';
import type { Report } from '../../shared/report/report.ts';
import { reportOf } from '../report/recorded.ts';

const now = new Date('2024-08-18T12:00:00.000Z');
const right = reportOf('v20240817', 'v20240729');
const known = () => true;

/** The report as it would be if notes said another version of a package. */
function saying(report: Report, name: string, to: string | undefined): Report {
  const changes = report.changes.flatMap((change) =>
    change.package !== name ? change : to === undefined ? [] : { ...change, to },
  );
  return { ...report, changes };
}
/** The same without findings. */
const harmless = (report: Report): Report => ({ ...report, findings: [], severity: 'routine' });

function headline(before: Report, after: Report, knownBefore: (track: Track) => boolean = known) {
  const correction = correctionBetween(before, after, knownBefore);
  if (correction === undefined) return undefined;
  return announce(after, 'new-finding', behaviourChanges, now, { correction }).headline;
}

describe('a correction says what is so now', () => {
  test.each([
    ['nothing', right, right, undefined],
    [
      'another version',
      saying(right, 'containerd', '1.7.15'),
      right,
      'Corrected by AWS: containerd 1.7.11 → 1.7.20, not 1.7.15',
    ],
    [
      'a move and its findings',
      harmless(saying(right, 'containerd', undefined)),
      right,
      'Corrected by AWS: containerd 1.7.11 → 1.7.20: 2 known behaviour changes in; 1 other change in, act before your nodes roll',
    ],
    [
      'no move',
      right,
      harmless(saying(right, 'containerd', undefined)),
      'Corrected by AWS: no containerd 1.7.11 → 1.7.20: 2 known behaviour changes not in it after all; 1 other change not in it after all',
    ],
    [
      'severity alone',
      { ...right, severity: 'unknown' as const },
      right,
      `More is known now: it counts as breaking, ${right.because}`,
    ],
  ])('%s', (_, before, after, words) => {
    expect(headline(before, after)).toBe(words);
  });

  test('on tracks of which nothing was known, only findings count', () => {
    const before = harmless(saying(right, 'containerd', undefined));
    expect(headline(before, harmless(right), () => false)).toBe(undefined);
    expect(headline(before, right, () => false)).toBe(
      'More is known now: 3 known behaviour changes in, act before your nodes roll',
    );
  });

  test('a package that notes begin to name is no correction', () => {
    const named = right.changes.map((change) => ({ ...change, kind: 'now-reported' as const }));
    expect(headline({ ...right, changes: [] }, { ...right, changes: named })).toBe(undefined);
  });
});

describe('a roll-back says where', () => {
  const [track = 'AL2_x86_64/1.30', ...others] = right.tracks;
  const left = (regions: readonly string[], tracks: readonly Track[]) => ({
    since: now.toISOString(),
    left: [{ regions, tracks }],
    stillOn: [],
  });

  test.each([
    [['eu-west-1'], right.tracks, 'Going back in eu-west-1: do not roll these nodes to it'],
    [['a', 'b', 'c', 'd'], right.tracks, 'Going back in 4 Regions: do not roll these nodes to it'],
    [
      ['a', 'b'],
      [track],
      'Going back on AL2_x86_64, Kubernetes 1.22, in a, b: do not roll these nodes to it',
    ],
  ])('%j', (regions, tracks, words) => {
    expect(rollbackHeadline(left(regions, tracks), [track, ...others])).toBe(words);
  });
});
