import * as z from 'zod';
import { announcementSchema } from '../announce/announcement.ts';
import { compareTracks, type Track } from '../parameters/track.ts';
import { buildReport } from '../report/build-report.ts';
import type { Catalogue, CatalogueRelease } from './catalogue.ts';
import { toldOf } from './item.ts';
import { withdrawnOn } from './previous.ts';
import { releaseSchema, severitySchema, tracksSchema } from './report-schema.ts';

const told = announcementSchema.unwrap().shape;

/** What lies between two releases, whatever came and went in between. */
export const differenceSchema = z
  .object({
    from: releaseSchema,
    to: releaseSchema,
    skipped: z
      .array(releaseSchema)
      .readonly()
      .meta({ description: 'Releases between the two, oldest first.' }),
    withdrawn: z
      .string()
      .nullable()
      .meta({ description: 'How AWS took `to` back; null for one that stands.' }),
    severity: severitySchema,
    because: told.because,
    headline: told.headline,
    tracks: tracksSchema.meta({ description: 'Tracks of both releases: the ones that are compared.' }),
    onlyInFrom: tracksSchema,
    onlyInTo: tracksSchema,
    changes: told.changes,
    unknown: told.unknown.meta({ description: 'Versions of `to` that no source has. Not "no change".' }),
    findings: told.findings,
    risks: told.risks,
  })
  .meta({ id: 'Difference' });

export type Difference = z.infer<typeof differenceSchema>;

/**
 * Compares the two ends on the wanted tracks. `from` may be the newer one: then it says what rolling back changes. Without a
 * common track there is nothing to compare, and `tracks` is empty.
 */
export function differenceOf(
  { releases, entries }: Catalogue,
  from: CatalogueRelease,
  to: CatalogueRelease,
  isWanted: (track: Track) => boolean,
): Difference {
  const [before, after] = [from, to].map((release) => [...release.packages().keys()].filter(isWanted));
  const had = new Set(before);
  const has = new Set(after);
  const tracks = [...has].filter((track) => had.has(track)).sort(compareTracks);
  const { stream, sources, detectedAt } = to.report();
  const previous = new Map(
    tracks.map((track) => [track, { release: from.release, packages: from.packages() }]),
  );
  const [oldest, newest] = from.release < to.release ? [from, to] : [to, from];
  const between = releases
    .filter(({ release }) => release > oldest.release && release < newest.release)
    .reverse();
  // Going back, nothing comes after what was taken back.
  const takenBack = (oldest === from ? between : []).filter(({ withdrawn }) => withdrawn() !== undefined);
  // As a report of its own: all that a report says of a move is said of this one.
  const report = buildReport(
    {
      stream,
      release: to.release,
      status: 'detailed',
      detectedAt,
      tracks,
      packages: to.packages(),
      previous,
      withdrawnBetween: withdrawnOn(tracks, takenBack),
      rollout: [],
      sources,
      problems: [],
    },
    entries,
  );
  const { severity, because, headline, changes, unknown, findings, risks } = toldOf(report, entries);
  return {
    from: from.release,
    to: to.release,
    skipped: between.map(({ release }) => release),
    withdrawn: to.withdrawn() ?? null,
    severity,
    because,
    headline,
    tracks,
    onlyInFrom: [...had].filter((track) => !has.has(track)).sort(compareTracks),
    onlyInTo: [...has].filter((track) => !had.has(track)).sort(compareTracks),
    changes,
    unknown,
    findings,
    risks,
  };
}
