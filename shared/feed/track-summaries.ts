import * as z from 'zod';
import {
  amiTypeOf,
  amiTypes,
  architectureOf,
  minorOf,
  operatingSystemOf,
  type Track,
} from '../parameters/track.ts';
import { type Catalogue, type CatalogueRelease, tracksIn, tracksOf } from './catalogue.ts';
import { packagesIn } from './occurrences.ts';
import { releaseSchema, tracksSchema } from './report-schema.ts';

/** A track in the list of all tracks. */
export const trackSummarySchema = z
  .object({
    track: tracksSchema.unwrap().element,
    amiType: z.enum(amiTypes),
    kubernetes: z.string(),
    operatingSystem: z.string(),
    architecture: z.string(),
    first: releaseSchema.meta({ description: 'The first release of it that is known.' }),
    newest: releaseSchema.optional().meta({ description: 'The newest one that AWS did not take back.' }),
    releases: z.number().int().meta({ description: 'How many releases it has.' }),
  })
  .meta({ id: 'TrackSummary' });

/** Every track with its releases in short, and every package that is known of any. */
export function trackSummariesOf(catalogue: Catalogue) {
  const having = new Map<Track, CatalogueRelease[]>();
  for (const release of catalogue.releases) {
    for (const track of tracksOf(release)) {
      const known = having.get(track);
      if (known === undefined) having.set(track, [release]);
      else known.push(release);
    }
  }
  const tracks = tracksIn(catalogue).flatMap((track) => {
    const releases = having.get(track) ?? [];
    const first = releases.at(-1)?.release;
    if (first === undefined) return [];
    const amiType = amiTypeOf(track);
    return [
      {
        track,
        amiType,
        kubernetes: minorOf(track),
        operatingSystem: operatingSystemOf(amiType),
        architecture: architectureOf(amiType),
        first,
        newest: releases.find(({ withdrawn }) => withdrawn() === undefined)?.release,
        releases: releases.length,
      },
    ];
  });
  return { tracks, packages: packagesIn(catalogue) };
}
