import { severities } from '../behaviour/behaviour-change.ts';
import type { Change } from '../changes/change.ts';
import type { PackageName } from '../packages/canonical.ts';
import type { CalloutKind } from '../packages/facts.ts';
import type { TrackPackages } from '../packages/packages.ts';
import type { ReleaseTag } from '../parameters/release-tag.ts';
import type { Track } from '../parameters/track.ts';

/** One track's move from its last good release to this one, as rules look at it. */
export interface Move {
  readonly track: Track;
  readonly from: ReleaseTag;
  readonly to: ReleaseTag;
  readonly changes: readonly Change[];
  /** Of the release that the track moves to. */
  readonly packages: TrackPackages;
  /** Releases between the two that AWS took back. */
  readonly withdrawn: readonly ReleaseTag[];
  /** How the release's notes call out what they say. */
  readonly callouts: readonly CalloutKind[];
}

/** What a rule has to say of one track's move. */
export interface Raised {
  /** `containerd 1.7 → 2.1: a new major`: tracks with the same reason share a risk. */
  readonly reason: string;
  /** The change that it is about; a rule about the release as a whole has none. */
  readonly change?: Change;
  /** The package that it is about, where that did not change. */
  readonly package?: PackageName;
}

/** A general rule: what kind of move deserves a look although no entry of the knowledge base knows it. */
export interface Rule<Id extends string = string> {
  /** It is in messages and configuration, and never changes. */
  readonly id: Id;
  /** What it raises, as the head of a list. */
  readonly title: string;
  /** What a risk adds to its report unless configuration says otherwise. */
  readonly severity: RiskSeverity;
  readonly raise: (move: Move) => readonly Raised[];
  /** Where to read about what was raised. */
  readonly readMore: (raised: Raised, move: Move) => readonly string[];
}

/** What a risk can weigh. */
export const riskSeverities = [...severities, 'unreviewed', 'routine'] as const;

/** `unreviewed` is graver than any known change but a breaking one: nobody can say yet that it does not break. */
export type RiskSeverity = (typeof riskSeverities)[number];

/** An unreviewed risk: a move that a general rule raised, on these tracks. */
export interface Risk {
  /** The rule's id. */
  readonly rule: string;
  /** `undefined` where the release as a whole is meant. */
  readonly package: PackageName | undefined;
  readonly reason: string;
  readonly severity: RiskSeverity;
  readonly tracks: readonly Track[];
  /** Addresses; for a package, upstream's notes of every version skipped. */
  readonly readMore: readonly string[];
}
