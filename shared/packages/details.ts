import type { ReleaseTag, Stream } from '../parameters/release-tag.ts';
import type { SourceId } from './readers.ts';

/** What a source has about a release, in the source's own format. */
export interface Document {
  readonly source: SourceId;
  readonly text: string;
  /** Where a person finds it. */
  readonly url: string;
}

/** Looks for a release's document; `undefined` while there is none. May throw: another source, or the next poll, tries. */
export type FindDocument = (stream: Stream, release: ReleaseTag) => Promise<Document | undefined>;
