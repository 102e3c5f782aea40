import * as z from 'zod';
import { severities } from '../../shared/behaviour/behaviour-change.ts';
import { operatingSystems, setupKinds } from '../../shared/setups/setup.ts';

const place = z
  .object({
    file: z.string().meta({ description: 'As it was given; `-` is standard input.' }),
    line: z.int().meta({ description: 'From 1.' }),
    column: z.int().meta({ description: 'From 1, in UTF-16 units.' }),
    excerpt: z.string().meta({ description: 'The line, cut to 160 characters.' }),
    decoded: z
      .object({ line: z.int(), column: z.int(), excerpt: z.string() })
      .nullable()
      .meta({ description: 'Where it stands in what is encoded at that place.' }),
  })
  .meta({ description: 'A place in a file.' });

const evidence = place.extend({
  says: z.string().meta({ description: 'What stands there, as a sentence.' }),
});

const verdict = z.enum(['exposed', 'not-exposed', 'cannot-tell']);

const behaviourChange = z.object({
  id: z.string(),
  severity: z.enum(severities),
  title: z.string(),
  summary: z.string().meta({ description: 'What happens at run time.' }),
  remediation: z.array(z.string()).readonly(),
  howToCheck: z.array(z.string()).readonly(),
  open: z
    .array(z.string())
    .readonly()
    .meta({ description: 'Conditions of the behaviour change that no file decides.' }),
  link: z.string(),
});

const answer = z.object({
  behaviourChange: z.string().meta({ description: 'Its id.' }),
  verdict,
  because: z.array(evidence).readonly().meta({ description: 'What decides.' }),
  tracks: z.array(z.string()).readonly().meta({
    description: 'Of an exposure, the tracks of the release that have it: `AL2023_x86_64_STANDARD/1.33`.',
  }),
  fix: z
    .object({ says: z.string(), diff: z.string() })
    .nullable()
    .meta({ description: 'A change of the files after which this is not exposed, as a unified diff.' }),
});

const setup = z.object({
  name: z.string(),
  kind: z.enum(setupKinds),
  place,
  operatingSystem: z.enum(operatingSystems).nullable(),
  amiType: z.string().nullable(),
  kubernetes: z.string().nullable(),
  release: z.string().nullable().meta({ description: 'The release that it pins.' }),
  leftOut: z
    .string()
    .nullable()
    .meta({ description: 'Why nothing is asked of it: the release is not one for such nodes.' }),
  noImage: z
    .string()
    .nullable()
    .meta({ description: 'That the release has no image for it, so that nothing can be said.' }),
  counts: z.object({ exposed: z.int(), cannotTell: z.int(), notExposed: z.int() }),
  answers: z.array(answer).readonly().meta({
    description: 'Those that are exposed or cannot be told; with `--all`, those that are not, too.',
  }),
});

/** What the check says, for programs. */
export const checkReportSchema = z
  .object({
    to: z.string(),
    from: z.string().nullable(),
    amiType: z.string().nullable(),
    kubernetes: z.string().nullable(),
    withdrawn: z
      .string()
      .nullable()
      .meta({ description: 'How AWS took the release back; null for one that stands.' }),
    verdict: z.enum([...verdict.options, 'nothing-found']).meta({
      description:
        'The gravest of all; of files in which there is no setup and nothing unreadable, `nothing-found`.',
    }),
    headline: z.string(),
    tracks: z.array(z.string()).readonly().meta({ description: 'Tracks that were asked about.' }),
    files: z.int().meta({ description: 'Files that were looked at.' }),
    setups: z.array(setup).readonly(),
    gaps: z.array(evidence).readonly().meta({ description: 'What could not be read at all.' }),
    behaviourChanges: z
      .array(behaviourChange)
      .readonly()
      .meta({ description: 'Those of which answers speak, gravest first.' }),
    notAsked: z
      .array(behaviourChange.pick({ id: true, severity: true, title: true }))
      .readonly()
      .meta({
        description: 'Behaviour changes that come with the release and that nothing in these files decides.',
      }),
  })
  .meta({
    title: 'Check',
    description: 'Which setups are exposed to what a release changes, with the places that decide it.',
  });

export type CheckReport = z.infer<typeof checkReportSchema>;
export type CheckedSetup = CheckReport['setups'][number];
export type CheckedAnswer = CheckedSetup['answers'][number];
export type CheckedEntry = CheckReport['behaviourChanges'][number];
export type CheckedEvidence = CheckReport['gaps'][number];
