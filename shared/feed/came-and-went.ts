import * as z from 'zod';
import { type BehaviourChange, severities } from '../behaviour/behaviour-change.ts';
import { affects } from '../behaviour/match.ts';
import { type Packages, packagesOfTrack } from '../packages/packages.ts';
import type { ReleaseTag } from '../parameters/release-tag.ts';
import { compareTracks, type Track } from '../parameters/track.ts';
import { releaseSchema, tracksSchema } from './report-schema.ts';

/** A release with its packages. */
export interface End {
  readonly release: ReleaseTag;
  readonly packages: () => Packages;
}

/** A behaviour change that neither end has, and releases between them had. */
export const passingSchema = z.object({
  behaviourChange: z.string(),
  title: z.string(),
  severity: z.enum(severities),
  releases: z.array(releaseSchema).readonly(),
  tracks: tracksSchema,
});

export type Passing = z.infer<typeof passingSchema>;

/** What came and went between two releases: who moves straight from one to the other never meets it. */
export function cameAndWent(
  entries: readonly BehaviourChange[],
  tracks: readonly Track[],
  ends: readonly [End, End],
  between: readonly End[],
): readonly Passing[] {
  return entries.flatMap((entry): Passing[] => {
    const has = ({ packages, release }: End, track: Track) =>
      affects(entry, { track, release, packages: packagesOfTrack(packages(), track) });
    const free = tracks.filter((track) => ends.every((end) => has(end, track) === 'no'));
    const met = between.flatMap((end) =>
      free.filter((track) => has(end, track) === 'yes').map((track) => ({ release: end.release, track })),
    );
    if (met.length === 0) return [];
    const { id, severity, title } = entry;
    return [
      {
        behaviourChange: id,
        title,
        severity,
        releases: [...new Set(met.map(({ release }) => release))].sort(),
        tracks: [...new Set(met.map(({ track }) => track))].sort(compareTracks),
      },
    ];
  });
}
