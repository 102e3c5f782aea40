import type { ReleaseTag } from '../parameters/release-tag.ts';
import type { Reading } from './facts.ts';
import { readImageDescriptions } from './image-description/read.ts';
import { readRecordedRelease } from './recorded-history/codec.ts';
import { readReleaseNotes } from './release-notes/read.ts';
import type { SourceId } from './source.ts';

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
  'image-description': {
    source: 'image-description',
    title: 'Descriptions of the images in EC2',
    read: readImageDescriptions,
  },
};
