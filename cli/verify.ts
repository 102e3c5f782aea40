import { behaviourChanges } from '../shared/behaviour/behaviour-changes.ts';
import type { ReleasePackages } from '../shared/feed/occurrences.ts';
import type { Verification } from '../shared/feed/verification.ts';
import { verify } from '../shared/feed/verify.ts';
import { readInventory } from '../shared/inventories/read-inventory.ts';
import { type Packages, packagesOf, packagesOfTrack } from '../shared/packages/packages.ts';
import { readReleaseNotes } from '../shared/packages/release-notes/read.ts';
import type { SourceId } from '../shared/packages/source.ts';
import type { ReleaseTag } from '../shared/parameters/release-tag.ts';
import type { Track } from '../shared/parameters/track.ts';
import { describeProblem } from '../shared/problem.ts';
import { describeTracks } from '../shared/report/describe-tracks.ts';
import { recordedPackages } from './recorded-packages.ts';
import { UsageError } from './usage-error.ts';

/** The packages of a release are read when they are first asked for. */
const history = recordedPackages();

/** Which release the nodes claim to be, and its notes where the recorded history does not have it. */
export interface ClaimedRelease {
  readonly release: ReleaseTag;
  readonly track: Track;
  readonly notes?: string | undefined;
}

/** Compares an inventory with a release. `subject` is how the inventory is called in errors. */
export function verifyInventory(text: string, subject: string, claimed: ClaimedRelease): Verification {
  const { release, track } = claimed;
  const recorded = history.find((candidate) => candidate.release === release);
  const { packages, source } = expectedOf(claimed, recorded);
  const expected = packagesOfTrack(packages, track);
  if (expected.size === 0) {
    const tracks = [...packages.keys()].filter((other) => packagesOfTrack(packages, other).size > 0);
    const there = tracks.length === 0 ? 'nothing' : describeTracks(tracks, tracks);
    throw new UsageError(
      `Nothing is known of the packages of ${release} on ${track}. Known of it: ${there}. Give another --release, --ami-type or --kubernetes.`,
    );
  }
  const reading = readInventory(text, subject);
  if (reading.format === undefined) throw new UsageError(describeProblem(reading.problem));
  const verification = verify(reading, reading.format.title, {
    claim: { release, track, packages: expected, source, withdrawn: recorded?.withdrawn() },
    history,
    entries: behaviourChanges,
  });
  const compared = verification.groups.some(({ drift, same }) => drift.length + same.length > 0);
  if (compared) return verification;
  const problems = [...verification.problems, ...verification.groups.flatMap((group) => group.problems)];
  const why = problems.slice(0, 3).map(describeProblem);
  throw new UsageError(
    [`${subject} (${reading.format.title}) has nothing to compare with ${release} on ${track}.`, ...why].join(
      '\n',
    ),
  );
}

function expectedOf(
  { notes, release }: ClaimedRelease,
  recorded: ReleasePackages | undefined,
): { readonly packages: Packages; readonly source: SourceId } {
  if (notes === undefined) return { packages: recorded?.packages() ?? new Map(), source: 'recorded-history' };
  return {
    packages: packagesOf(readReleaseNotes(notes, release).facts, 'release-notes').packages,
    source: 'release-notes',
  };
}
