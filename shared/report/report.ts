import type { Severity } from '../behaviour/behaviour-change.ts';
import type { Direction } from '../behaviour/match.ts';
import type { CalloutKind } from '../packages/facts.ts';
import type { FactSource } from '../packages/source.ts';
import type { ReleaseTag, Stream } from '../parameters/release-tag.ts';
import type { Minor, Track } from '../parameters/track.ts';
import type { Problem } from '../problem.ts';
import type { Risk } from '../risks/risk.ts';
import type { KnownVersion, UnknownVersion } from './certainty.ts';
import type { ChangeGroup } from './group-changes.ts';
import type { Returned } from './returned.ts';
import type { ReportSeverity } from './severity.ts';

/**
 * `detected`: images seen, packages not known yet. `detailed`: packages known. `details-unavailable`: they did not come in
 * time. `withdrawn`: AWS took it back.
 */
export type ReleaseStatus = 'detected' | 'detailed' | 'details-unavailable' | 'withdrawn';

/** A behaviour change that the release meets, on these tracks. */
export interface Finding {
  readonly behaviourChange: string;
  readonly direction: Direction;
  /** What the behaviour change is when it comes in; the report's own severity weighs the direction too. */
  readonly severity: Severity;
  readonly tracks: readonly Track[];
  /** Of one that comes in: the other tracks of the release, which had it before. Arrivals are staggered. */
  readonly alreadyOn: readonly Track[];
}

/** What the tracks were compared with. */
export interface ComparedWith {
  readonly release: ReleaseTag;
  readonly tracks: readonly Track[];
}

/** How far a release has come in one Region. */
export interface RegionRollout {
  readonly region: string;
  /** Instant of the first sight there, ISO 8601; `undefined` while no track has it. */
  readonly since?: string;
  /** The tracks that have it, as `formatTrackSet` writes them: 400 tracks in 34 Regions would be over DynamoDB's 400 KB as lists. */
  readonly tracks: string;
  /** The tracks of the report that are still on an older image there, as a set too. */
  readonly missing: string;
}

/** Where facts of the report come from. */
export interface SourceReference {
  readonly source: FactSource;
  readonly url: string;
}

/** What AWS says of the release in words: where it stands, never the words. */
export interface ReportReferences {
  /** One of each kind. */
  readonly callouts: readonly { readonly callout: CalloutKind; readonly link: string }[];
  /** How many pull requests went into it, as far as its notes list them. */
  readonly pullRequests: number;
  /** The notes. */
  readonly notes: string;
}

/** When EC2 stops listing images. */
export interface Deprecation {
  /** The day in UTC, `2027-09-24`; images of one release differ by minutes. */
  readonly on: string;
  /** The Region that was asked: in another one it can be another day. */
  readonly region: string;
  readonly tracks: readonly Track[];
}

/** All that is known of a release. What is optional came later than the first reports: a kept one may not have it. */
export interface Report {
  readonly stream: Stream;
  readonly release: ReleaseTag;
  readonly status: ReleaseStatus;
  /** Instant of the first sight of any of its images, ISO 8601. */
  readonly detectedAt: string;
  /** Nothing before it is known on any track: stored and in the feed, never announced. */
  readonly baseline: boolean;
  readonly tracks: readonly Track[];
  readonly kubernetes: readonly Minor[];
  /** Tracks that had no earlier release: nothing to compare with, which is not "no change". */
  readonly firstSeen: readonly Track[];
  readonly comparedWith: readonly ComparedWith[];
  readonly changes: readonly ChangeGroup[];
  /** Versions that another source has than that of the packages. */
  readonly known?: readonly KnownVersion[];
  /** Versions that no source has, which is not "no change". */
  readonly unknown?: readonly UnknownVersion[];
  readonly findings: readonly Finding[];
  /** What general rules raise, and no known behaviour change explains. */
  readonly risks: readonly Risk[];
  readonly severity: ReportSeverity;
  /** Why it is of that severity, in words. */
  readonly because: string;
  readonly rollout: readonly RegionRollout[];
  /** Where parameters went back from it; missing while none has. */
  readonly returned?: Returned;
  readonly sources: readonly SourceReference[];
  readonly references?: ReportReferences;
  readonly deprecations?: readonly Deprecation[];
  readonly problems: readonly Problem[];
}
