import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AnnouncementKind, announcementKinds } from '../../shared/announce/announcement.ts';
import { dueAnnouncement, nextDeadline, type ReleaseProgress } from '../../shared/announce/due.ts';
import type { ReleaseStatus } from '../../shared/report/report.ts';

const detectedAt = '2024-08-17T12:00:00.000Z';
const limits = { pendingAfterMs: 3_600_000, giveUpAfterMs: 86_400_000 };
const waited = (ms: number) => new Date(Date.parse(detectedAt) + ms);

type Announced = ReleaseProgress['announced'];
const nothing: Announced = {};
const pending: Announced = { 'new-release': 'detected' };
const whole: Announced = { 'new-release': 'detailed' };
const followedUp: Announced = { ...pending, 'details-came': 'detailed' };
const unknown: Announced = { 'new-release': 'details-unavailable' };
const gaveUp: Announced = { ...pending, 'details-unavailable': 'details-unavailable' };
const takenBack: Announced = { ...whole, withdrawn: 'withdrawn' };

/** Whether the wait for details is over makes a difference to a detected release that nobody has heard of; else not. */
const table: readonly (readonly [
  ReleaseStatus,
  string,
  Announced,
  early: AnnouncementKind | undefined,
  late: AnnouncementKind | undefined,
])[] = [
  ['detected', 'nothing', nothing, undefined, 'new-release'],
  ['detected', 'that it is there', pending, undefined, undefined],
  ['detailed', 'nothing', nothing, 'new-release', 'new-release'],
  ['detailed', 'that it is there', pending, 'details-came', 'details-came'],
  ['detailed', 'that it is there, and the details', followedUp, undefined, undefined],
  ['detailed', 'all at once', whole, undefined, undefined],
  ['detailed', 'that it is there, and that details are unavailable', gaveUp, 'details-came', 'details-came'],
  ['details-unavailable', 'nothing', nothing, 'new-release', 'new-release'],
  ['details-unavailable', 'that it is there', pending, 'details-unavailable', 'details-unavailable'],
  ['details-unavailable', 'that details are unavailable', gaveUp, undefined, undefined],
  ['details-unavailable', 'that it is there without details', unknown, undefined, undefined],
  ['detailed', 'that it is there without details', unknown, 'details-came', 'details-came'],
  ['withdrawn', 'nothing', nothing, 'withdrawn', 'withdrawn'],
  ['withdrawn', 'that it is there', pending, 'withdrawn', 'withdrawn'],
  ['withdrawn', 'all at once', whole, 'withdrawn', 'withdrawn'],
  ['withdrawn', 'that it is there, and the details', followedUp, 'withdrawn', 'withdrawn'],
  ['withdrawn', 'that details are unavailable', gaveUp, 'withdrawn', 'withdrawn'],
  ['withdrawn', 'that it was taken back', takenBack, undefined, undefined],
];

describe('what is due', () => {
  test.each(table)('%s, and people heard %s', (status, _, announced, early, late) => {
    const release = { status, announced, detectedAt, announceable: true };
    expect(dueAnnouncement(release, waited(limits.pendingAfterMs - 1), limits)).toBe(early);
    expect(dueAnnouncement(release, waited(limits.pendingAfterMs), limits)).toBe(late);
    const untold = status === 'detected' && announced['new-release'] === undefined;
    const deadline = untold ? limits.pendingAfterMs : limits.giveUpAfterMs;
    expect(nextDeadline(release, limits)).toEqual(status === 'detected' ? waited(deadline) : undefined);
  });

  test.each(table)(
    'of a baseline only that it is taken back: %s, heard %s',
    (status, _, announced, early) => {
      const release = { status, announced, detectedAt, announceable: false };
      const due = status === 'withdrawn' ? early : undefined;
      expect(dueAnnouncement(release, waited(limits.giveUpAfterMs), limits)).toBe(due);
      const deadline = status === 'detected' ? waited(limits.giveUpAfterMs) : undefined;
      expect(nextDeadline(release, limits)).toEqual(deadline);
    },
  );
});

describe('what comes later', () => {
  const corrected = { corrected: true };
  const wentBack = { wentBack: true };
  test.each<[ReleaseStatus, string, Announced, object, AnnouncementKind | undefined]>([
    ['detailed', 'all at once', whole, corrected, 'new-finding'],
    ['detailed', 'the details later', followedUp, corrected, 'new-finding'],
    ['detailed', 'that it is there', pending, corrected, 'details-came'],
    ['detailed', 'nothing', nothing, corrected, 'new-release'],
    ['withdrawn', 'that it was taken back', takenBack, corrected, undefined],
    ['detailed', 'all at once', whole, wentBack, 'rolled-back'],
    ['detailed', 'all at once', whole, { ...corrected, ...wentBack }, 'new-finding'],
    ['detected', 'nothing', nothing, wentBack, 'rolled-back'],
    ['withdrawn', 'all at once', whole, wentBack, 'withdrawn'],
    ['withdrawn', 'that it was taken back', takenBack, wentBack, undefined],
  ])('%s, people heard %s, %j: %j', (status, _, announced, news, kind) => {
    const release = { status, announced, detectedAt, announceable: true };
    expect(dueAnnouncement(release, waited(0), limits, news)).toBe(kind);
  });

  test('of a baseline that it goes back is told, and a correction is not', () => {
    const baseline = { status: 'detailed', announced: nothing, detectedAt, announceable: false } as const;
    expect(dueAnnouncement(baseline, waited(0), limits, { ...corrected, ...wentBack })).toBe('rolled-back');
    expect(dueAnnouncement(baseline, waited(0), limits, corrected)).toBe(undefined);
  });
});

test('through any life of a release, each kind is said once, and nothing but a withdrawal before the new release', () => {
  const statuses = fc.constantFrom<ReleaseStatus>('detected', 'detailed', 'details-unavailable', 'withdrawn');
  const life = fc.array(fc.tuple(statuses, fc.nat(2 * limits.giveUpAfterMs), fc.boolean()), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(life, (steps) => {
      let announced: Announced = {};
      const said: AnnouncementKind[] = [];
      for (const [status, waitedMs, announceable] of steps) {
        for (let tries = 0; tries <= announcementKinds.length; tries += 1) {
          const release = { status, announced, detectedAt, announceable };
          const kind = dueAnnouncement(release, waited(waitedMs), limits);
          if (kind === undefined) break;
          said.push(kind);
          announced = { ...announced, [kind]: status };
        }
        expect(
          dueAnnouncement({ status, announced, detectedAt, announceable }, waited(waitedMs), limits),
        ).toBe(undefined);
      }
      expect(new Set(said).size).toBe(said.length);
      const first = said.find((kind) => kind !== 'withdrawn');
      if (first !== undefined) expect(first).toBe('new-release');
    }),
    { numRuns: 300 },
  );
});
