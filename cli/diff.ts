import {
  announcedChange,
  announcedFinding,
  announcedRisk,
  announcedUnknown,
  tellingFirst,
} from '../shared/announce/announce.ts';
import type {
  AnnouncedChange,
  AnnouncedFinding,
  AnnouncedRisk,
  AnnouncedUnknown,
} from '../shared/announce/announcement.ts';
import { behaviourChanges } from '../shared/behaviour/behaviour-changes.ts';
import { withdrawnOn } from '../shared/feed/previous.ts';
import { recordOf } from '../shared/history/find-recorded-release.ts';
import { recordedReleases } from '../shared/history/recorded-releases.ts';
import type { CalloutKind, Withdrawal } from '../shared/packages/facts.ts';
import { type Packages, packagesOf, packagesOfTrack } from '../shared/packages/packages.ts';
import { readRecord } from '../shared/packages/recorded-history/read-record.ts';
import type { ReleaseTag } from '../shared/parameters/release-tag.ts';
import {
  type AmiType,
  amiTypeOf,
  compareTracks,
  type Minor,
  minorOf,
  type Track,
} from '../shared/parameters/track.ts';
import { changesOf, judge, movesOf, referencesOf } from '../shared/report/build-report.ts';
import { unknownVersions } from '../shared/report/certainty.ts';
import { describeTracks } from '../shared/report/describe-tracks.ts';
import { findBehaviourChanges } from '../shared/report/find.ts';
import { groupChanges } from '../shared/report/group-changes.ts';
import { raiseRisks } from '../shared/report/raise-risks.ts';
import type { ReportSeverity } from '../shared/report/severity.ts';
import { cameAndWent, type Passing } from './came-and-went.ts';
import { UsageError } from './usage-error.ts';

/** Changes and findings from one release straight to another, whatever lies between. */
export interface Difference {
  readonly from: ReleaseTag;
  readonly to: ReleaseTag;
  /** Releases between the two, whose changes are in the difference as far as they last. */
  readonly skipped: readonly ReleaseTag[];
  /** How AWS took `to` back; null for a release that stands. */
  readonly withdrawn: Withdrawal | null;
  readonly severity: ReportSeverity;
  readonly because: string;
  /** Tracks of both releases, the ones that are compared. */
  readonly tracks: readonly Track[];
  readonly onlyInFrom: readonly Track[];
  readonly onlyInTo: readonly Track[];
  readonly changes: readonly AnnouncedChange[];
  /** Versions that the history does not have, at either end: whether they moved is not known. */
  readonly unknown: { readonly from: readonly AnnouncedUnknown[]; readonly to: readonly AnnouncedUnknown[] };
  readonly findings: readonly AnnouncedFinding[];
  readonly risks: readonly AnnouncedRisk[];
  /** Behaviour changes of releases between the two that neither of them has. */
  readonly cameAndWent: readonly Passing[];
  /** What AWS left on `to` and on the releases between, oldest first; going back, on `to` alone. */
  readonly callouts: readonly {
    readonly release: ReleaseTag;
    readonly callout: CalloutKind;
    readonly link: string;
  }[];
}

export interface DiffFilter {
  readonly amiType?: AmiType;
  readonly kubernetes?: Minor;
}

/**
 * Compares the two ends; what came and went in between has a list of its own. `from` may be the newer one: then it
 * says what rolling back changes.
 */
export function diff(from: ReleaseTag, to: ReleaseTag, filter: DiffFilter = {}): Difference {
  const before = tracksOf(from, filter);
  const after = tracksOf(to, filter);
  const tracks = [...after.keys()].filter((track) => before.has(track)).sort(compareTracks);
  if (tracks.length === 0) throw new UsageError(nothingInCommon(from, to));
  const previous = new Map(tracks.map((track) => [track, { release: from, packages: before }]));
  const moves = movesOf(tracks, to, after, previous);
  const findings = findBehaviourChanges(behaviourChanges, moves);
  const changes = changesOf(moves);
  const told = findings.flatMap((finding) => announcedFinding(finding, behaviourChanges));
  const [oldest, newest] = from < to ? [from, to] : [to, from];
  const between = recordedReleases.filter(({ release }) => release > oldest && release < newest);
  const skipped = between.map(({ release }) => release);
  // Going back, nothing comes after what was taken back.
  const takenBack = (from < to ? between : [])
    .filter(({ withdrawn }) => withdrawn !== undefined)
    .map(({ release }) => ({ release, packages: () => tracksOf(release, filter) }));
  const circumstances = { withdrawnBetween: withdrawnOn(tracks, takenBack) };
  const risks = raiseRisks(moves, changes, circumstances, { entries: behaviourChanges, findings });
  return {
    from,
    to,
    skipped,
    withdrawn: recordOf(to)?.withdrawn ?? null,
    // A release that was recalled before its notes had packages is in the history all the same.
    ...judge(isKnown(after, tracks), isKnown(before, tracks), findings, risks),
    tracks,
    onlyInFrom: [...before.keys()].filter((track) => !after.has(track)).sort(compareTracks),
    onlyInTo: [...after.keys()].filter((track) => !before.has(track)).sort(compareTracks),
    changes: tellingFirst(groupChanges(changes).map(announcedChange), told, risks.map(announcedRisk)),
    unknown: {
      from: unknownVersions(before, tracks).map(announcedUnknown),
      to: unknownVersions(after, tracks).map(announcedUnknown),
    },
    findings: told,
    risks: risks.map(announcedRisk),
    cameAndWent: cameAndWent(
      behaviourChanges,
      tracks,
      [
        { release: from, packages: before },
        { release: to, packages: after },
      ],
      between
        .filter(({ withdrawn }) => withdrawn === undefined)
        .map(({ release }) => ({ release, packages: tracksOf(release, filter) })),
    ),
    callouts: (from < to ? [...skipped, to] : [to]).flatMap(calloutsOf),
  };
}

function calloutsOf(release: ReleaseTag): Difference['callouts'] {
  const record = recordOf(release);
  const references = record === undefined ? [] : (readRecord(record).facts.references ?? []);
  return referencesOf(release, references).callouts.map((callout) => ({ release, ...callout }));
}

function isKnown(packages: Packages, tracks: readonly Track[]): boolean {
  return tracks.some((track) => packagesOfTrack(packages, track).size > 0);
}

function tracksOf(release: ReleaseTag, { amiType, kubernetes }: DiffFilter): Packages {
  const record = recordOf(release);
  if (record === undefined) throw new UsageError(`Release ${release} is not in the recorded history.`);
  const { packages } = packagesOf(readRecord(record).facts, 'recorded-history');
  return new Map(
    [...packages].filter(
      ([track]) =>
        (amiType === undefined || amiTypeOf(track) === amiType) &&
        (kubernetes === undefined || minorOf(track) === kubernetes),
    ),
  );
}

function nothingInCommon(from: ReleaseTag, to: ReleaseTag): string {
  const of = (release: ReleaseTag) => {
    const tracks = [...tracksOf(release, {}).keys()];
    return `${release} has ${describeTracks(tracks, tracks)}`;
  };
  return `Nothing to compare: no track that you ask for is in both. ${of(from)}; ${of(to)}.`;
}
