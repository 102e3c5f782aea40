import type { ReleaseTag, Stream } from '../parameters/release-tag.ts';
import type { Problem } from '../problem.ts';
import type { Withdrawal } from './facts.ts';
import type { SourceId } from './source.ts';

/** What a source has about a release, in the source's own format. */
export interface Document {
  readonly source: SourceId;
  readonly text: string;
  /** Where a person finds it. */
  readonly url: string;
  /** Names what the source says, so that an edit is seen; a source whose documents never change has none. */
  readonly hash?: string;
  /** What the source says of the release beside its text. */
  readonly withdrawn?: Withdrawal;
  /** What the source says beside the text and is not understood. */
  readonly problems?: readonly Problem[];
}

/** What a source says that has no document for the caller now. */
export interface NoDocument {
  /** `none`: there is none. `nothing-new`: it is the one that the caller has read, or it is too early to ask again. */
  readonly found: 'none' | 'nothing-new';
  /** Before this there is nothing else to be learned. */
  readonly nextAt: Date;
}

/** How soon a document is wanted: the first one `soon`, an edit of one that was read on the `slow` lane. */
export type Pace = 'soon' | 'slow';

export function isDocument(found: Document | NoDocument | undefined): found is Document {
  return found !== undefined && 'text' in found;
}

/**
 * Looks for a release's document. `readHash` is the hash of the document that the caller has read and kept what it says.
 *
 * Gives `undefined` when the source has none and does not know when it will.
 *
 * @throws SourceBlockedError while the source wants no requests: it is waited for.
 * @throws SourceUnavailableError, or anything else, when it failed: another source, or a later poll, tries.
 */
export type FindDocument = (
  stream: Stream,
  release: ReleaseTag,
  readHash?: string,
  pace?: Pace,
) => Promise<Document | NoDocument | undefined>;

/** A source takes no requests until a time that it named. Nothing is sent to it before, by this run or a later one. */
export class SourceBlockedError extends Error {
  override readonly name = 'SourceBlockedError';
  readonly since: Date;
  readonly until: Date;

  constructor(source: string, { since, until }: { readonly since: Date; readonly until: Date }) {
    super(
      `${source} takes no requests until ${until.toISOString()}; it has refused them since ${since.toISOString()}.`,
    );
    this.since = since;
    this.until = until;
  }
}

/** A source gave no answer, or one that is of no use; `cause` is what went wrong below, when something did. */
export class SourceUnavailableError extends Error {
  override readonly name = 'SourceUnavailableError';
}
