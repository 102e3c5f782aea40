import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { parseReleaseTag, type ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';
import { parseTrackSet } from '../../shared/parameters/track-set.ts';
import { readText } from '../text-file.ts';
import { UsageError } from '../usage-error.ts';

/** Where the table is: it is written by hand from references and release notes, and is a test's before all. */
export const expectationsPath = join(import.meta.dirname, '../../test/behaviour/expectations.yaml');

/** A behaviour change that came or went with a release on exactly these tracks, as its references have it. */
export interface Expectation {
  readonly behaviourChange: string;
  readonly direction: 'introduced' | 'reverted';
  readonly release: ReleaseTag;
  readonly tracks: readonly Track[];
  /** Where that is written. */
  readonly why: string;
}

const directions = ['introduced', 'reverted'] as const;
const rowSchema = z.strictObject({
  release: z.string(),
  tracks: z.string(),
  why: z.string().min(1),
});
/** By behaviour change; one that is there without rows is one that the recorded history cannot show. */
const tableSchema = z.record(
  z.string(),
  z.strictObject({
    introduced: z.array(rowSchema).exactOptional(),
    reverted: z.array(rowSchema).exactOptional(),
  }),
);

/** Reads the table of expectations. */
export function readExpectations(path: string = expectationsPath): readonly Expectation[] {
  const parsed = tableSchema.safeParse(parse(readText(path)));
  if (!parsed.success)
    throw new UsageError(`${path} is no table of expectations: ${z.prettifyError(parsed.error)}`);
  return Object.entries(parsed.data).flatMap(([behaviourChange, rows]) =>
    directions.flatMap((direction) =>
      (rows[direction] ?? []).map(({ why, ...row }): Expectation => {
        const release = parseReleaseTag(row.release);
        const tracks = parseTrackSet(row.tracks);
        if (release === undefined || tracks === undefined)
          throw new UsageError(
            `${path}, ${behaviourChange}: ${JSON.stringify(row.release)} is no release, or ${JSON.stringify(row.tracks)} no set of tracks like AL2_x86_64,AL2_ARM_64/1.24-1.30.`,
          );
        return { behaviourChange, direction, release, tracks, why };
      }),
    ),
  );
}
