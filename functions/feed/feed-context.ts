import { storedReleases } from '../../shared/aws/read-catalogue.ts';
import { readImages } from '../../shared/aws/records.ts';
import type { Table } from '../../shared/aws/table.ts';
import type { BehaviourChange } from '../../shared/behaviour/behaviour-change.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import type { Catalogue } from '../../shared/feed/catalogue.ts';
import type { Images } from '../../shared/feed/images.ts';
import { recordedReleases } from '../../shared/history/recorded-releases.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import { keepCatalogue } from './keep-catalogue.ts';
import { logFailure } from './log-failure.ts';

/** Everything that answers are made from. */
export interface FeedContext {
  readonly catalogue: () => Promise<Catalogue>;
  readonly imagesOf: (release: ReleaseTag) => Promise<Images>;
  readonly publicUrl: string | undefined;
  readonly hub: string | undefined;
}

/** What a laptop and a test have of their own. */
export interface FeedParts {
  /** Without a table there is the recorded history alone. */
  readonly table?: Table | undefined;
  readonly entries?: readonly BehaviourChange[];
  readonly now?: () => Date;
  readonly log?: (error: unknown) => void;
  readonly publicUrl?: string | undefined;
  readonly hub?: string | undefined;
  /** The catalogue is read again when it is older, in milliseconds. */
  readonly freshMs?: number;
  /** All of the table is read again when it was so long ago, in milliseconds; what changed, whenever anything is read. */
  readonly wholeEveryMs?: number;
}

const stream = 'eks-amazon-linux';

/** The context of these parts; what is left out is as it is in Lambda. */
export function feedContext({ table, hub, publicUrl, wholeEveryMs, ...parts }: FeedParts): FeedContext {
  const { log = (error: unknown) => logFailure(error) } = parts;
  return {
    catalogue: keepCatalogue({
      readStored:
        table === undefined ? async () => [] : storedReleases(table, stream, { wholeEveryMs, refuse: log }),
      recorded: recordedReleases,
      entries: behaviourChanges,
      now: () => new Date(),
      log,
      ...parts,
    }),
    imagesOf: async (release) => {
      const regions = table === undefined ? [] : await readImages(table, stream, release);
      return new Map(regions.map(({ region, images }) => [region, Object.values(images)]));
    },
    publicUrl,
    hub,
  };
}
