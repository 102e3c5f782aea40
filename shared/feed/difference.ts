import * as z from 'zod';
import { announcedUnknown } from '../announce/announce.ts';
import { announcementSchema } from '../announce/announcement.ts';
import { calloutKinds } from '../packages/facts.ts';
import { compareTracks, type Track } from '../parameters/track.ts';
import { buildReport, referencesOf } from '../report/build-report.ts';
import { unknownVersions } from '../report/certainty.ts';
import { cameAndWent, passingSchema } from './came-and-went.ts';
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
    unknown: z
      .object({ from: told.unknown, to: told.unknown })
      .meta({ description: 'Versions that no source has, at either end: whether they moved is not known.' }),
    findings: told.findings,
    risks: told.risks,
    cameAndWent: z.array(passingSchema).readonly().meta({
      description: 'Behaviour changes of releases between the two that neither of them has.',
    }),
    callouts: z
      .array(z.object({ release: releaseSchema, callout: z.enum(calloutKinds), link: z.string() }))
      .readonly()
      .meta({
        description:
          'What AWS marked in the notes of `to` and of the releases between, oldest first; going back, of `to` alone.',
      }),
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
  const { severity, because, headline, changes, findings, risks } = toldOf(report, entries);
  const unknownOf = (release: CatalogueRelease) =>
    unknownVersions(release.packages(), tracks).map(announcedUnknown);
  const standing = between.filter(({ withdrawn }) => withdrawn() === undefined);
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
    unknown: { from: unknownOf(from), to: unknownOf(to) },
    findings,
    risks,
    cameAndWent: cameAndWent(entries, tracks, [from, to], standing),
    callouts: (oldest === from ? [...between, to] : [to]).flatMap(calloutsOf),
  };
}

function calloutsOf({ facts, release }: CatalogueRelease): Difference['callouts'] {
  const { callouts } = referencesOf(release, facts()?.references ?? []);
  return callouts.map((callout) => ({ release, ...callout }));
}
