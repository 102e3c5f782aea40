import * as z from 'zod';
import { parseReleaseTag, type ReleaseTag } from '../../parameters/release-tag.ts';
import { type CalloutKind, calloutKinds, type Withdrawal } from '../facts.ts';

/** Stands in the place of a version where the source says that the AMI does not have the package. */
export const absent = 'absent';

/** What to do about a record that cannot be read. */
export const regenerate = 'Generate the history again with the importer; it is not written by hand.';

/** The facts of one release, small and easy to review: each fact once, with the tracks that it holds for. */
export interface RecordedRelease {
  readonly release: ReleaseTag;
  readonly withdrawn?: Withdrawal;
  /**
   * Kubelet's version → the AMI types built with it, comma-joined. With the release's date it is the release version;
   * where a source gives another date, the date is here too: `1.30.2-20240818`. Where no source gives kubelet's version
   * it is the minor alone: `1.21`.
   */
  readonly kubernetes: Readonly<Record<string, string>>;
  /** Only names that are not regular, with `{kubernetes}` and `{release}` in their places → track set. */
  readonly imageNames?: Readonly<Record<string, string>>;
  /** Package → version, or `absent` → track set. */
  readonly packages: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Name of the base image → track set. */
  readonly sourceImages?: Readonly<Record<string, string>>;
  /** Which kinds of callout the notes have; the words stay with upstream. */
  readonly callouts?: readonly CalloutKind[];
  /** Numbers of upstream's pull requests, ascending. */
  readonly pullRequests?: readonly number[];
}

const isReleaseTag = (value: unknown) => typeof value === 'string' && parseReleaseTag(value) !== undefined;

/** The shape of one recorded release; what stands in the track sets is the reader's to understand. */
export const recordedReleaseSchema: z.ZodType<RecordedRelease> = z.strictObject({
  release: z.custom<ReleaseTag>(isReleaseTag, 'is no release tag'),
  withdrawn: z.exactOptional(z.enum(['recalled', 'abandoned'])),
  kubernetes: z.record(z.string(), z.string()),
  imageNames: z.exactOptional(z.record(z.string(), z.string())),
  packages: z.record(z.string(), z.record(z.string(), z.string())),
  sourceImages: z.exactOptional(z.record(z.string(), z.string())),
  callouts: z.exactOptional(z.array(z.enum(calloutKinds))),
  pullRequests: z.exactOptional(z.array(z.int().positive())),
});
