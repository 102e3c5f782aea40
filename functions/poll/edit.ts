import type { ReleaseDetails, ReleaseRecord } from '../../shared/aws/records.ts';
import type { ReleaseFacts } from '../../shared/packages/facts.ts';
import { packagesOf, packagesOfTrack } from '../../shared/packages/packages.ts';
import { readRecordedRelease, recordRelease } from '../../shared/packages/recorded-history/codec.ts';
import type { Track } from '../../shared/parameters/track.ts';
import type { Problem } from '../../shared/problem.ts';
import { describeTracks } from '../../shared/report/describe-tracks.ts';
import { isWarning } from '../../shared/risks/aws-warning.ts';

interface Edited {
  readonly record: ReleaseRecord;
  readonly problems: readonly Problem[];
}

/**
 * What an edit of a release's notes makes of it. Other facts take the place of the old ones, which are kept until people have
 * heard of the difference; other words only that of the words. Facts are never given up for a document that has fewer
 * tracks: it is damaged more often than right, and is named once.
 */
export function edit(
  record: ReleaseRecord,
  before: ReleaseDetails,
  after: ReleaseDetails,
  facts: ReleaseFacts,
): Edited {
  const old = readRecordedRelease(before.recorded, record.release).facts;
  const [had, has] = [knownTracks(old), new Set(knownTracks(facts))];
  const lost = had.filter((track) => !has.has(track));
  const { readHash: _, ...rest } = record;
  if (lost.length > 0) {
    const seen = after.hash === undefined ? {} : { readHash: after.hash };
    return { record: { ...rest, ...seen }, problems: [lostTracks(record, after, lost, had)] };
  }
  const said = new Set(before.problems.map(nameOf));
  const problems = after.problems.filter((problem) => !said.has(nameOf(problem)));
  if (isSame(old, facts) || record.status !== 'detailed')
    return { record: { ...rest, details: after }, problems };
  const replaced = record.replaced ?? before;
  return { record: { ...rest, details: after, replaced, edits: (record.edits ?? 0) + 1 }, problems };
}

/** The tracks of whose packages something is known. */
function knownTracks(facts: ReleaseFacts): readonly Track[] {
  const { packages } = packagesOf(facts, 'release-notes');
  return [...packages.keys()].filter((track) => packagesOfTrack(packages, track).size > 0);
}

/** A problem that was told with the notes as they were is not told again: an edit above it moves its line alone. */
function nameOf({ kind, subject, message }: Problem): string {
  return `${kind} ${subject} ${message}`;
}

/** Links and notes are words; a warning can be a reason not to roll. */
function isSame(before: ReleaseFacts, after: ReleaseFacts): boolean {
  const [a, b] = [before, after].map((facts) => {
    const references = (facts.references ?? []).filter(
      (reference) => reference.kind === 'callout' && isWarning(reference.callout),
    );
    return JSON.stringify(recordRelease({ ...facts, references }));
  });
  return a === b;
}

function lostTracks(
  { release }: ReleaseRecord,
  { url }: ReleaseDetails,
  lost: readonly Track[],
  had: readonly Track[],
): Problem {
  return {
    kind: 'notes-lost-packages',
    subject: release,
    message: `Its notes were edited, and no longer have the packages of ${describeTracks(lost, had)}.`,
    remedy: `This is said once, and what they said before is kept. Look at ${url}.`,
  };
}
