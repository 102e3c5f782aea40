import * as z from 'zod';
import type { PackageName } from '../packages/canonical.ts';
import type { Track } from '../parameters/track.ts';
import type { Catalogue } from './catalogue.ts';
import { type Moment, momentsOf } from './moments.ts';
import { occurrencesOf, tracksWith } from './occurrences.ts';
import { releaseSchema, severitySchema, tracksSchema } from './report-schema.ts';

const stepSchema = z.object({
  release: releaseSchema,
  date: z.string(),
  version: z
    .string()
    .nullable()
    .meta({ description: 'As the source writes it; null where the image lacks the package.' }),
  upstream: z.string().nullable(),
  change: z.enum(['upgraded', 'downgraded', 'rebuilt', 'added', 'removed']).exactOptional(),
  withdrawn: z.string().exactOptional().meta({ description: 'How AWS took the release back.' }),
});

/** A package over time. */
export const seriesSchema = z
  .object({
    package: z.string(),
    series: z.array(
      z.object({
        tracks: tracksSchema.meta({ description: 'Tracks that are alike in every step.' }),
        steps: z.array(stepSchema).meta({
          description:
            'The first release, those in which the version moved, those taken back, and the last; oldest first.',
        }),
      }),
    ),
    behaviourChanges: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        severity: severitySchema,
        events: z.array(
          z.object({
            release: releaseSchema,
            direction: z.enum(['introduced', 'reverted']),
            tracks: tracksSchema,
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'PackageTimeline' });

export type Series = z.infer<typeof seriesSchema>;

/** Every version of a package on the wanted tracks, and the behaviour changes that hang on it. */
export function seriesOf(
  catalogue: Catalogue,
  name: PackageName,
  isWanted: (track: Track) => boolean,
): Series {
  const releases = [...catalogue.releases].reverse();
  const lines = tracksWith(releases, name)
    .filter(isWanted)
    .map((track) => ({ track, steps: stepsOf(momentsOf(occurrencesOf(releases, name, track))) }));
  const alike = Map.groupBy(lines, ({ steps }) => JSON.stringify(steps));
  return {
    package: name,
    series: [...alike.values()].map((group) => ({
      tracks: group.map(({ track }) => track),
      steps: group[0]?.steps ?? [],
    })),
    behaviourChanges: behaviourChangesOf(catalogue, name, isWanted),
  };
}

/** Releases in between, which have what the one before had, say nothing more. */
function stepsOf(moments: readonly Moment[]): Series['series'][number]['steps'] {
  return moments
    .filter(
      ({ change, withdrawn }, index) =>
        index === 0 || index === moments.length - 1 || change !== undefined || withdrawn !== undefined,
    )
    .map(({ version, upstream, ...moment }) => ({
      ...moment,
      version: version ?? null,
      upstream: upstream ?? null,
    }));
}

function behaviourChangesOf(
  { entries, releases }: Catalogue,
  name: PackageName,
  isWanted: (track: Track) => boolean,
): Series['behaviourChanges'] {
  const about = entries.filter(({ affected }) =>
    affected.some((place) => 'package' in place && place.package === name),
  );
  const reports = about.length === 0 ? [] : releases.map((release) => release.report()).reverse();
  return about.map(({ id, title, severity }) => ({
    id,
    title,
    severity,
    events: reports.flatMap(({ release, findings }) =>
      findings.flatMap(({ behaviourChange, direction, tracks }) => {
        const met = tracks.filter(isWanted);
        return behaviourChange === id && direction !== 'carried' && met.length > 0
          ? [{ release, direction, tracks: met }]
          : [];
      }),
    ),
  }));
}
