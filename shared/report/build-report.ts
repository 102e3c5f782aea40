import type { BehaviourChange } from '../behaviour/behaviour-change.ts';
import { type Change, changesBetween } from '../changes/change.ts';
import type { Reference } from '../packages/facts.ts';
import { type Packages, packagesOfTrack } from '../packages/packages.ts';
import { type ReleaseTag, releaseNotesUrl, type Stream } from '../parameters/release-tag.ts';
import { compareMinors, compareTracks, minorOf, type Track } from '../parameters/track.ts';
import type { Problem } from '../problem.ts';
import type { Risk } from '../risks/risk.ts';
import type { RiskSettings } from '../risks/rules.ts';
import { knownBeside, unknownVersions } from './certainty.ts';
import { describeTracks } from './describe-tracks.ts';
import { findBehaviourChanges, type TrackMove } from './find.ts';
import { groupChanges } from './group-changes.ts';
import { type Circumstances, raiseRisks } from './raise-risks.ts';
import type {
  Deprecation,
  Finding,
  RegionRollout,
  ReleaseStatus,
  Report,
  ReportReferences,
  SourceReference,
} from './report.ts';
import type { Returned } from './returned.ts';
import { compareSeverities, findingWeight, type ReportSeverity } from './severity.ts';
import { disagreements, type Statement } from './statement.ts';

/** What a report is made from. */
export interface ReportInput extends Circumstances {
  readonly stream: Stream;
  readonly release: ReleaseTag;
  readonly status: ReleaseStatus;
  /** ISO 8601. */
  readonly detectedAt: string;
  /** The tracks that the report speaks of. */
  readonly tracks: readonly Track[];
  /** Packages of the release; `undefined` while nothing is known. */
  readonly packages: Packages | undefined;
  /** By track, the last good release before and its packages; a track that is missing is seen for the first time. */
  readonly previous: ReadonlyMap<Track, { readonly release: ReleaseTag; readonly packages: Packages }>;
  readonly rollout: readonly RegionRollout[];
  readonly returned?: Returned;
  readonly sources: readonly SourceReference[];
  /** What each source says of versions, the most trusted one first. */
  readonly statements?: readonly Statement[];
  /** What the notes say in words; `undefined` while there are none. */
  readonly references?: readonly Reference[];
  readonly deprecations?: readonly Deprecation[];
  readonly problems: readonly Problem[];
}

/** Everything that follows from what is known of a release. Pure: the same input gives the same report. */
export function buildReport(
  input: ReportInput,
  entries: readonly BehaviourChange[],
  settings: RiskSettings = {},
): Report {
  const tracks = [...input.tracks].sort(compareTracks);
  const moves =
    input.packages === undefined ? [] : movesOf(tracks, input.release, input.packages, input.previous);
  const changes = changesOf(moves);
  const findings = findBehaviourChanges(entries, moves);
  const risks = raiseRisks(moves, changes, input, { entries, findings }, settings);
  const { statements = [] } = input;
  const known = knownBeside(input.packages, tracks, statements);
  const comparedWith = Map.groupBy(
    tracks.filter((track) => input.previous.has(track)),
    (track) => input.previous.get(track)?.release,
  );
  return {
    stream: input.stream,
    release: input.release,
    status: input.status,
    detectedAt: input.detectedAt,
    baseline: comparedWith.size === 0,
    tracks,
    kubernetes: [...new Set(tracks.map(minorOf))].sort(compareMinors),
    firstSeen: tracks.filter((track) => !input.previous.has(track)),
    comparedWith: [...comparedWith].flatMap(([release, list]) =>
      release === undefined ? [] : [{ release, tracks: list }],
    ),
    changes: groupChanges(changes),
    known,
    unknown: unknownVersions(input.packages, tracks, known),
    findings,
    risks,
    ...judge(moves.some(isKnown), moves.some(isComparable), findings, risks),
    rollout: input.rollout,
    ...(input.returned === undefined ? {} : { returned: input.returned }),
    sources: input.sources,
    ...(input.references === undefined ? {} : { references: referencesOf(input.release, input.references) }),
    ...(input.deprecations === undefined ? {} : { deprecations: input.deprecations }),
    problems: [...input.problems, ...unknownTracks(input), ...disagreements(input.release, statements)],
  };
}

/** What the notes of a release say in words: which callouts, how many pull requests, and where. */
export function referencesOf(release: ReleaseTag, references: readonly Reference[]): ReportReferences {
  return {
    callouts: references.flatMap((reference) =>
      reference.kind === 'callout' ? [{ callout: reference.callout, link: reference.link }] : [],
    ),
    pullRequests: references.filter(({ kind }) => kind === 'pull-request').length,
    notes: releaseNotesUrl(release),
  };
}

function isKnown({ after }: TrackMove): boolean {
  return after.packages.size > 0;
}

function isComparable(move: TrackMove): boolean {
  return isKnown(move) && move.before !== undefined && move.before.packages.size > 0;
}

/** The tracks of which the sources say nothing, while they say something of others. */
export function tracksWithoutPackages({ packages, tracks }: ReportInput): readonly Track[] {
  if (packages === undefined) return [];
  return tracks.filter((track) => packagesOfTrack(packages, track).size === 0);
}

/** A release can be known on most of its tracks and not on the others, which the lines of the report would not show. */
function unknownTracks(input: ReportInput): readonly Problem[] {
  const { release, tracks } = input;
  const unknown = tracksWithoutPackages(input);
  if (unknown.length === 0) return [];
  return [
    {
      kind: 'tracks-without-packages',
      subject: release,
      message: `Its sources say nothing of the packages of ${describeTracks(unknown, tracks)}.`,
      remedy: 'What changed there is unknown; compare the images themselves.',
    },
  ];
}

/** Each track before and after. */
export function movesOf(
  tracks: readonly Track[],
  release: ReleaseTag,
  packages: Packages,
  previous: ReportInput['previous'],
): readonly TrackMove[] {
  return tracks.map((track) => {
    const last = previous.get(track);
    return {
      before:
        last === undefined
          ? undefined
          : { track, release: last.release, packages: packagesOfTrack(last.packages, track) },
      after: { track, release, packages: packagesOfTrack(packages, track) },
    };
  });
}

/** By track, what moved; a track without a before has no changes, since nothing is known to compare with. */
export function changesOf(moves: readonly TrackMove[]): ReadonlyMap<Track, readonly Change[]> {
  return new Map(
    moves.map(({ before, after }) => [
      after.track,
      before === undefined ? [] : changesBetween(before.packages, after.packages),
    ]),
  );
}

/** The gravest finding or risk decides, and is named. What cannot be compared is unknown, which is never shown as routine. */
export function judge(
  known: boolean,
  compared: boolean,
  findings: readonly Finding[],
  risks: readonly Risk[] = [],
): { severity: ReportSeverity; because: string } {
  if (!known) return { severity: 'unknown', because: 'the packages of this release are not known' };
  if (!compared)
    return { severity: 'unknown', because: 'no earlier release of its tracks is known to compare it with' };
  const weighed = findings.map((finding) => ({
    finding,
    weight: findingWeight(finding.severity, finding.direction),
  }));
  const telling = weighed.filter(({ finding }) => finding.direction !== 'carried');
  const reasons = [
    ...telling.map(({ finding, weight }) => ({
      weight,
      reason: `${finding.behaviourChange} is ${finding.direction}`,
    })),
    ...risks
      .filter(({ severity }) => severity !== 'routine')
      .map(({ reason, severity }) => ({ weight: severity, reason: `unreviewed: ${reason}` })),
  ];
  const [gravest] = reasons.toSorted((a, b) => compareSeverities(a.weight, b.weight));
  if (gravest === undefined)
    return { severity: 'routine', because: 'no known behaviour change came or went' };
  const deciding = reasons.filter(({ weight }) => weight === gravest.weight);
  return { severity: gravest.weight, because: deciding.map(({ reason }) => reason).join(' and ') };
}
