import { behaviourChanges } from '../shared/behaviour/behaviour-changes.ts';
import { type CatalogueRelease, catalogueOf, releaseIn } from '../shared/feed/catalogue.ts';
import { type Difference, differenceOf } from '../shared/feed/difference.ts';
import { trackWanted } from '../shared/feed/feed-page.ts';
import { recordedReleases } from '../shared/history/recorded-releases.ts';
import type { ReleaseTag } from '../shared/parameters/release-tag.ts';
import type { AmiType, Minor } from '../shared/parameters/track.ts';
import { describeTracks } from '../shared/report/describe-tracks.ts';
import { UsageError } from './usage-error.ts';

export interface DiffFilter {
  readonly amiType?: AmiType;
  readonly kubernetes?: Minor;
}

/** The recorded history as the feed reads it. A difference has no ages in it, so that any instant will do. */
const catalogue = catalogueOf([], recordedReleases, behaviourChanges, new Date(0).toISOString());

/**
 * Compares two recorded releases; what came and went in between has a list of its own. `from` may be the newer one: then
 * it says what rolling back changes.
 */
export function diff(from: ReleaseTag, to: ReleaseTag, { amiType, kubernetes }: DiffFilter = {}): Difference {
  const [before, after] = [recorded(from), recorded(to)];
  const isWanted = trackWanted({
    amiType: amiType && [amiType],
    kubernetes: kubernetes && [kubernetes],
  });
  const difference = differenceOf(catalogue, before, after, isWanted);
  if (difference.tracks.length === 0) throw new UsageError(nothingInCommon(before, after));
  return difference;
}

function recorded(tag: ReleaseTag): CatalogueRelease {
  const found = releaseIn(catalogue, tag);
  if (found === undefined) throw new UsageError(`Release ${tag} is not in the recorded history.`);
  return found;
}

function nothingInCommon(...ends: readonly CatalogueRelease[]): string {
  const said = ends.map(({ packages, release }) => {
    const tracks = [...packages().keys()];
    return `${release} has ${describeTracks(tracks, tracks)}`;
  });
  return `Nothing to compare: no track that you ask for is in both. ${said.join('; ')}.`;
}
