import * as z from 'zod';
import { announcementSchema } from '../announce/announcement.ts';
import type { Report } from '../report/report.ts';
import { severities } from '../report/severity.ts';

const told = announcementSchema.unwrap().shape;

/** The tag of a release, and a list of tracks, as announcements have them. */
export const releaseSchema = told.release;
export const tracksSchema = told.tracks;
export const statusSchema = told.status;
export const severitySchema = z.enum(severities).meta({ id: 'Severity', description: 'The gravest first.' });

const version = z.string().optional();

/** The shape of a report. One that a later version wrote can say more. */
export const reportSchema = z
  .object({
    stream: told.stream,
    release: releaseSchema,
    status: statusSchema,
    detectedAt: z.iso
      .datetime()
      .meta({ description: 'First sight of any image; of a recorded release, its date.' }),
    baseline: z.boolean().meta({ description: 'Nothing before it is known on any track.' }),
    tracks: tracksSchema,
    kubernetes: z.array(z.string()).readonly(),
    firstSeen: tracksSchema.meta({
      description: 'Tracks without an earlier release: nothing to compare with.',
    }),
    comparedWith: told.comparedWith,
    changes: z
      .array(
        z.object({
          package: z.string(),
          kind: z.string(),
          level: z.string().optional(),
          from: version,
          to: version,
          tracks: tracksSchema,
          builds: z.array(z.object({ from: version, to: version, tracks: tracksSchema })).readonly(),
        }),
      )
      .readonly(),
    known: told.known
      .optional()
      .meta({ description: 'Versions that other sources give than the one that is compared.' }),
    unknown: z
      .array(z.object({ package: z.string().optional(), tracks: tracksSchema }))
      .readonly()
      .optional()
      .meta({ description: 'What no source gives; without a name, every package. Not "no change".' }),
    findings: z
      .array(
        z.object({
          behaviourChange: z.string(),
          direction: z.enum(['introduced', 'reverted', 'carried']),
          severity: z.string(),
          tracks: tracksSchema,
        }),
      )
      .readonly(),
    risks: z
      .array(
        z.object({
          rule: z.string().meta({ description: 'Id of the general rule that raised it.' }),
          package: z.string().optional(),
          reason: z.string(),
          severity: severitySchema,
          tracks: tracksSchema,
        }),
      )
      .readonly()
      .meta({ description: 'Unreviewed moves that no known behaviour change explains.' }),
    severity: severitySchema,
    because: z.string(),
    rollout: z
      .array(
        z.object({
          region: z.string(),
          since: z.iso.datetime().optional(),
          tracks: z
            .string()
            .meta({ description: 'A set of tracks in short: AL2_x86_64,AL2_ARM_64/1.23-1.30.' }),
          missing: z.string().meta({ description: 'The tracks of which it still has an older image.' }),
        }),
      )
      .readonly(),
    returned: told.returned
      .unwrap()
      .optional()
      .meta({ description: 'Where tracks left it for an older one.' }),
    sources: told.sources,
    references: told.references.unwrap().optional(),
    problems: z
      .array(
        z.object({
          kind: z.string(),
          subject: z.string(),
          place: z.string().optional(),
          message: z.string(),
          remedy: z.string(),
        }),
      )
      .readonly(),
  })
  .meta({ id: 'Report', description: 'All that is known of a release.' }) as unknown as z.ZodType<Report>;
