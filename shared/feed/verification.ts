import * as z from 'zod';
import { announcementSchema } from '../announce/announcement.ts';
import type { FactSource } from '../packages/source.ts';
import { sourceNames } from '../packages/source.ts';
import { releaseSchema, severitySchema, tracksSchema } from './report-schema.ts';

const told = announcementSchema.unwrap().shape;

/** `build`: the whole version. `upstream`: one side does not give its build, so that only the upstream version was compared. */
const comparedBy = z.enum(['build', 'upstream']);

const driftSchema = z.object({
  package: z.string().meta({ description: 'Canonical package name: containerd, kernel, nvidia-driver, …' }),
  installedAs: z.string().meta({ description: 'The package as the inventory names it.' }),
  kind: z.enum(['upgraded', 'downgraded', 'rebuilt', 'added', 'removed']),
  level: z.enum(['line', 'major', 'minor', 'patch', 'rebuild']).nullable(),
  expected: z.string().nullable().meta({ description: 'As the release has it; null where it has none.' }),
  found: z
    .string()
    .nullable()
    .meta({ description: 'As the inventory has it; null where it says that there is none.' }),
  comparedBy,
  firstIn: releaseSchema.nullable().meta({
    description: 'The first release of the track that is known to have the found version; null for none.',
  }),
  lastIn: releaseSchema.nullable(),
});

const nodeSchema = z.object({
  nodes: z.array(z.string()).meta({
    description:
      'Nodes that are alike, as the inventory calls them; none where it speaks of one node without a name.',
  }),
  outcome: z.enum(['as-released', 'drifted', 'unclear']).meta({
    description:
      'unclear: something could not be compared, and nothing that could has drifted; see problems.',
  }),
  severity: severitySchema.meta({ description: 'Of what the drift brings in or takes away.' }),
  because: z.string(),
  drift: z.array(driftSchema),
  same: z.array(z.object({ package: z.string(), version: z.string(), comparedBy })),
  alsoInstalled: z.array(z.object({ package: z.string(), versions: z.array(z.string()) })).meta({
    description:
      'Versions beside the compared one: of kernels the running one is compared, or else the newest.',
  }),
  notInInventory: z.array(z.string()).meta({
    description: 'Packages that the release has and the inventory does not speak of: not compared.',
  }),
  ignored: z
    .number()
    .int()
    .meta({ description: 'Packages that the release notes do not list: the most of any node here.' }),
  fits: z.array(releaseSchema).readonly().meta({
    description:
      'Where something drifted: other releases of the track that have every compared version, newest first.',
  }),
  findings: told.findings.meta({ description: 'Behaviour changes that the drift brings in or takes away.' }),
  risks: told.risks,
  problems: z.array(
    z.object({
      kind: z.string(),
      subject: z.string(),
      place: z.string().exactOptional(),
      message: z.string(),
      remedy: z.string(),
    }),
  ),
});

/** Nodes against the release that they claim to be. */
export const verificationSchema = z
  .object({
    version: z.literal(1),
    release: releaseSchema,
    track: tracksSchema.unwrap().element,
    withdrawn: z
      .string()
      .nullable()
      .meta({ description: 'How AWS took the release back; null for one that stands.' }),
    source: z
      .enum(Object.keys(sourceNames) as FactSource[])
      .meta({ description: 'Who says what is expected.' }),
    format: z.string().meta({ description: 'What the inventory turned out to be.' }),
    outcome: nodeSchema.shape.outcome,
    complete: z.boolean().meta({
      description: 'Whether all that the inventory says of packages of the release could be compared.',
    }),
    severity: severitySchema,
    groups: z.array(nodeSchema),
    problems: nodeSchema.shape.problems.meta({ description: 'Of the inventory as a whole.' }),
  })
  .meta({ title: 'Verification', description: 'Nodes against the release that they claim to be.' });

export type Verification = z.infer<typeof verificationSchema>;
export type VerifiedGroup = Verification['groups'][number];
