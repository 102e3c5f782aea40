import * as z from 'zod';
import { calloutKinds } from '../packages/facts.ts';
import { type FactSource, sourceNames } from '../packages/source.ts';
import type { ReleaseTag } from '../parameters/release-tag.ts';
import { streams } from '../parameters/release-tag.ts';
import { amiTypes, type Track } from '../parameters/track.ts';
import { severities } from '../report/severity.ts';
import { riskSeverities } from '../risks/risk.ts';
import { exposureSchema } from './exposure.ts';

/** Version of the announcement's shape; a change that old consumers cannot read raises it. */
export const announcementVersion = 1;

/** `new-release` says what is known when it is due; the others follow it up. `new-track` stands alone. */
export const announcementKinds = [
  'new-release',
  'details-came',
  'details-unavailable',
  'new-finding',
  'rolled-back',
  'withdrawn',
  'new-track',
] as const;

const amiTypePattern = amiTypes.join('|');
const track = z
  .string()
  .regex(new RegExp(`^(?:${amiTypePattern})/[1-9]\\d?\\.\\d{1,3}$`))
  .meta({
    id: 'Track',
    description: 'One AMI type at one Kubernetes minor, AL2_x86_64/1.30.',
  }) as unknown as z.ZodType<Track>;
const release = z
  .string()
  .regex(/^v20\d{6}$/)
  .meta({
    id: 'ReleaseTag',
    description: 'Tag of the release, v20240817.',
  }) as unknown as z.ZodType<ReleaseTag>;
const tracks = z.array(track).readonly();
const shownVersion = z.string().nullable();
const source = z.enum(Object.keys(sourceNames) as FactSource[]).meta({
  id: 'Source',
  description: 'Who says so.',
});

const changeSchema = z
  .object({
    package: z.string().meta({ description: 'Canonical package name: containerd, kernel, nvidia-driver, …' }),
    kind: z.enum([
      'upgraded',
      'downgraded',
      'rebuilt',
      'added',
      'removed',
      'now-reported',
      'no-longer-reported',
    ]),
    level: z
      .enum(['line', 'major', 'minor', 'patch', 'rebuild'])
      .nullable()
      .meta({ description: 'How far the upstream version moved; null without a version on both sides.' }),
    from: shownVersion.meta({
      description: 'Upstream version before; the whole version where only the build moved.',
    }),
    to: shownVersion.meta({
      description: 'Upstream version after; the whole version where only the build moved.',
    }),
    tracks,
    builds: z
      .array(
        z
          .object({
            from: shownVersion,
            to: shownVersion,
            fromSource: source.nullable(),
            toSource: source.nullable(),
            tracks,
          })
          .readonly(),
      )
      .readonly()
      .meta({ description: 'Whole version strings, who says them, and the tracks that have just these.' }),
  })
  .readonly();

const findingSchema = z
  .object({
    behaviourChange: z.string().meta({ description: 'Id of the behaviour change.' }),
    direction: z.enum(['introduced', 'reverted']),
    severity: z.enum(['breaking', 'behaviour', 'security', 'deprecation']),
    tracks,
    alreadyOn: tracks.meta({ description: 'Other tracks of the release, which had it before.' }),
    packages: z
      .array(z.string())
      .readonly()
      .meta({ description: 'Packages whose version decides; none where only the release does.' }),
    title: z.string(),
    summary: z.string(),
    howToCheck: z.array(z.string()).readonly(),
    remediation: z.array(z.string()).readonly(),
    doesNotHelp: z.array(z.string()).readonly(),
    references: z.array(z.object({ kind: z.string(), url: z.string() }).readonly()).readonly(),
  })
  .readonly();

const placements = z
  .array(z.object({ regions: z.array(z.string()).readonly(), tracks }).readonly())
  .readonly();

const returnedSchema = z
  .object({
    since: z.iso.datetime().meta({ description: 'When the first of them went back.' }),
    left: placements.meta({ description: 'Where parameters went back to an older release.' }),
    stillOn: placements.meta({ description: 'Where parameters point to the release all the same.' }),
  })
  .readonly();

const riskSchema = z
  .object({
    rule: z.string().meta({ description: 'Id of the general rule that raised it.' }),
    package: z.string().nullable().meta({ description: 'Null where the release as a whole is meant.' }),
    reason: z.string().meta({ description: 'Why, in words: `containerd 1.7 → 2.1: a new major`.' }),
    severity: z.enum(riskSeverities),
    tracks,
    readMore: z.array(z.string()).readonly().meta({
      description: "Addresses; for a package, upstream's notes of the versions passed.",
    }),
  })
  .readonly();

/** The shape of an announcement, from which its JSON Schema is published. */
export const announcementSchema = z
  .object({
    $schema: z
      .url()
      .exactOptional()
      .meta({ description: 'Where this schema is, if the feed has an address.' }),
    version: z.literal(announcementVersion),
    id: z.string().meta({ description: 'Stable; the same announcement sent twice carries the same id.' }),
    kind: z.enum(announcementKinds),
    stream: z.enum(streams),
    release,
    status: z.enum(['detected', 'detailed', 'details-unavailable', 'withdrawn']),
    severity: z.enum(severities),
    because: z.string().meta({ description: 'Why it is of that severity, in words.' }),
    headline: z.string().meta({ description: 'One line that says whether the reader has to act.' }),
    detectedAt: z.iso.datetime().meta({ description: 'First sight of any image of the release.' }),
    announcedAt: z.iso.datetime(),
    tracks: tracks.meta({ description: 'The tracks that the announcement speaks of.' }),
    firstSeen: tracks.meta({ description: 'Tracks without an earlier release: nothing to compare with.' }),
    comparedWith: z.array(z.object({ release, tracks }).readonly()).readonly(),
    changes: z.array(changeSchema).readonly(),
    known: z
      .array(z.object({ package: z.string(), version: z.string(), source, tracks }).readonly())
      .readonly()
      .meta({ description: 'Versions that another source has than that of the packages.' }),
    unknown: z
      .array(z.object({ package: z.string().nullable(), tracks }).readonly())
      .readonly()
      .meta({
        description: 'Versions that no source has; null where that is so of every package. Not "no change".',
      }),
    findings: z.array(findingSchema).readonly(),
    risks: z.array(riskSchema).readonly().meta({
      description: 'Unreviewed: moves that general rules raised, and no known behaviour change explains.',
    }),
    exposure: exposureSchema.exactOptional().meta({
      description:
        "What the findings that came in are to the team's own setups, where it has registered any.",
    }),
    regions: z
      .object({
        reached: z.number().int().meta({ description: 'Regions that have it.' }),
        of: z.number().int().meta({ description: 'Watched Regions that have any of these tracks.' }),
      })
      .readonly(),
    rollout: z
      .array(
        z
          .object({
            region: z.string(),
            since: z.iso.datetime(),
            tracks: z.number().int().meta({ description: 'Tracks that have it there.' }),
            of: z
              .number()
              .int()
              .meta({ description: 'Those, and the ones that are still on an older image.' }),
          })
          .readonly(),
      )
      .readonly(),
    returned: returnedSchema
      .nullable()
      .meta({ description: 'Where the release was left for an older one; null while it was not.' }),
    sources: z.array(z.object({ source, url: z.string() }).readonly()).readonly(),
    references: z
      .object({
        callouts: z
          .array(z.object({ callout: z.enum(calloutKinds), link: z.string() }).readonly())
          .readonly(),
        pullRequests: z.number().int(),
        notes: z.string(),
      })
      .readonly()
      .nullable()
      .meta({ description: 'What AWS says of the release in words, and where; null while it has no notes.' }),
    problems: z.array(z.string()).readonly(),
    page: z.url().exactOptional().meta({
      description: 'Where people see all that is known of the release, if the page has an address.',
    }),
    leftOut: z
      .object({ builds: z.number().int(), changes: z.number().int(), findings: z.number().int() })
      .readonly()
      .exactOptional()
      .meta({ description: 'How many of each are not here, in a message that was too long with them.' }),
  })
  .readonly()
  .meta({ title: 'Announcement', description: 'One message of the AMI release watcher about one release.' });

/** One message made from a report. */
export type Announcement = z.infer<typeof announcementSchema>;
export type AnnouncementKind = (typeof announcementKinds)[number];
export type AnnouncedChange = Announcement['changes'][number];
export type AnnouncedFinding = Announcement['findings'][number];
export type AnnouncedUnknown = Announcement['unknown'][number];
export type AnnouncedRisk = Announcement['risks'][number];
