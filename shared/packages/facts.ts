import type { ReleaseTag, Stream } from '../parameters/release-tag.ts';
import type { AmiType, Minor, Track } from '../parameters/track.ts';
import type { Problem } from '../problem.ts';

/** One cell of a source's package table: what the source says, in its own words. */
export interface Cell {
  /** The column; `*` in the tables that do not tell AMI types apart. */
  readonly amiType: AmiType | '*';
  readonly kubernetes: Minor;
  /** The package as the source names it: `kernel6.12`, `nvidia-driver-latest-dkms`. */
  readonly package: string;
  /** The version as the source writes it; `undefined` where it says that the AMI does not have the package. */
  readonly version: string | undefined;
}

/** An AMI that the source lists for the release. */
export interface NotedImage {
  readonly track: Track;
  /** `amazon-eks-node-al2023-x86_64-standard-1.30-v20240817` */
  readonly imageName: string;
  /** Kubelet's version and the release's date, `1.30.2-20240817`; `undefined` where the source does not say. */
  readonly releaseVersion: string | undefined;
  /** When EC2 stops listing the image, ISO 8601; `undefined` where the source does not say. */
  readonly deprecatedAt?: string;
}

/** The base image that an AMI type was built from: for AL2023 it names the Amazon Linux release. */
export interface SourceImage {
  readonly track: Track;
  /** `al2023-ami-minimal-2023.9.20251208.0-kernel-6.12-arm64` */
  readonly imageName: string;
}

/** How upstream marks a callout: GitHub's own five kinds, and its older `Notice:`. */
export const calloutKinds = ['note', 'tip', 'important', 'warning', 'caution', 'notice'] as const;
export type CalloutKind = (typeof calloutKinds)[number];

/** Something that the source says in words: where it stands, never the words. */
export type Reference =
  | { readonly kind: 'callout'; readonly callout: CalloutKind; readonly link: string }
  | { readonly kind: 'pull-request'; readonly number: number; readonly link: string };

/** AWS took the release back: `recalled` after publishing, `abandoned` before it. */
export type Withdrawal = 'recalled' | 'abandoned';

/** All facts that one source gives about one release. */
export interface ReleaseFacts {
  readonly stream: Stream;
  readonly release: ReleaseTag;
  readonly withdrawn?: Withdrawal;
  readonly images: readonly NotedImage[];
  readonly cells: readonly Cell[];
  /** One a track, where the source names base images. */
  readonly sourceImages?: readonly SourceImage[];
  /** Each once: callouts in the order of `calloutKinds`, then pull requests by number. */
  readonly references?: readonly Reference[];
}

/** What a reader made of a document: the facts that it understood and the problems with the rest. */
export interface Reading {
  readonly facts: ReleaseFacts;
  readonly problems: readonly Problem[];
}
