import * as z from 'zod';
import { inKubernetesRange, isKubernetesRange } from '../parameters/kubernetes-range.ts';
import { amiTypeOf, amiTypes, minorOf, type Track } from '../parameters/track.ts';
import { severities } from '../report/severity.ts';
import { type Announcement, announcementKinds } from './announcement.ts';
import { packagesIn } from './attributes.ts';

const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.array(z.enum(values)).min(1).readonly();
const names = z.array(z.string().min(1).max(64)).min(1).max(50).readonly();

/** Which announcements are wanted. What is left out does not narrow; lists are alternatives, fields add up. */
export const filterSchema = z
  .strictObject({
    severities: oneOf(severities).exactOptional().meta({ description: 'Only releases of these severities.' }),
    kinds: oneOf(announcementKinds)
      .exactOptional()
      .meta({ description: 'Only announcements of these kinds.' }),
    amiTypes: oneOf(amiTypes)
      .exactOptional()
      .meta({ description: 'Only releases that have one of these AMI types.' }),
    kubernetes: z
      .string()
      .max(40)
      .refine(isKubernetesRange, {
        error: 'is not a range of Kubernetes minors like ">=1.30" or ">=1.30 <1.34"',
      })
      .exactOptional()
      .meta({ description: 'Only releases with a track at one of these minors, `>=1.30 <1.34`.' }),
    packages: names
      .exactOptional()
      .meta({ description: 'Only releases that move one of these packages, or of which that is not known.' }),
    behaviourChanges: names.exactOptional().meta({
      description:
        'Only releases that bring or take back one of these behaviour changes, or of which that is not known.',
    }),
  })
  .readonly();

export type Filter = z.infer<typeof filterSchema>;

/**
 * Whether an announcement is wanted. AMI type and Kubernetes must be true of one and the same track. What is not known there, and
 * what was cut out of a message that was too long, is no reason to keep it from anybody.
 */
export function isWanted(filter: Filter, announcement: Announcement): boolean {
  const { findings, kind, leftOut, severity, tracks, unknown } = announcement;
  const holds = <T>(wanted: readonly T[] | undefined, has: readonly T[]) =>
    wanted === undefined || has.some((one) => wanted.includes(one));
  const isOn = (track: Track) =>
    holds(filter.amiTypes, [amiTypeOf(track)]) &&
    (filter.kubernetes === undefined || inKubernetesRange(minorOf(track), filter.kubernetes));
  const open = unknown.filter((each) => each.tracks.some(isOn)).map((each) => each.package);
  // Where the severity is unknown, nothing could be compared.
  const nothingKnown = severity === 'unknown' || open.includes(null);
  return (
    holds(filter.severities, [severity]) &&
    holds(filter.kinds, [kind]) &&
    (tracks.length === 0 || tracks.some(isOn)) &&
    (nothingKnown ||
      (leftOut !== undefined && leftOut.changes + leftOut.findings > 0) ||
      holds<string | null>(filter.packages, [...packagesIn(announcement), ...open])) &&
    (nothingKnown ||
      (leftOut?.findings ?? 0) > 0 ||
      holds(
        filter.behaviourChanges,
        findings.map(({ behaviourChange }) => behaviourChange),
      ))
  );
}
