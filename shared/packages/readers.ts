import type { ReleaseTag } from '../parameters/release-tag.ts';
import type { Reading } from './facts.ts';
import { readRecordedRelease } from './recorded-history/codec.ts';
import { readReleaseNotes } from './release-notes/read.ts';

/** Where facts about packages come from. A source keeps its id: it is stored with every version. */
export type SourceId = 'release-notes' | 'recorded-history';

/** What every source has; a new one is its folder, its fixtures and its line below. */
export interface Reader {
  readonly source: SourceId;
  /** As people see it beside a fact. */
  readonly title: string;
  /** Reads one release's document. Never throws: what is not understood stands in the problems. */
  readonly read: (text: string, release: ReleaseTag) => Reading;
}

/** Every source by its id. */
export const readers: Readonly<Record<SourceId, Reader>> = {
  'release-notes': {
    source: 'release-notes',
    title: 'Release notes of awslabs/amazon-eks-ami',
    read: readReleaseNotes,
  },
  'recorded-history': {
    source: 'recorded-history',
    title: 'Recorded history of amiwatch',
    read: readRecordedRelease,
  },
};
