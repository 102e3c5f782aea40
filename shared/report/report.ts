import type { Severity } from '../behaviour/behaviour-change.ts';
import type { Direction } from '../behaviour/match.ts';
import type { SourceId } from '../packages/readers.ts';
import type { ReleaseTag, Stream } from '../parameters/release-tag.ts';
import type { Minor, Track } from '../parameters/track.ts';
import type { Problem } from '../problem.ts';
import type { Risk } from '../risks/risk.ts';
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
  /** Instant of the first sight there, ISO 8601. */
  readonly since: string;
  readonly tracks: readonly Track[];
}

/** Where facts of the report come from. */
export interface SourceReference {
  readonly source: SourceId | 'parameters';
  readonly url: string;
}

/** All that is known of a release. */
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
  readonly problems: readonly Problem[];
}
