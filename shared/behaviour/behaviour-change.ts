import * as z from 'zod';
import { conditionSchema, fixSchema } from '../exposure/condition-schema.ts';
import { says } from '../problem.ts';
import { affectedSchema } from './affected.ts';
import { lineOfText } from './text.ts';

/** How grave a behaviour change is for those whom it meets, gravest first. */
export const severities = ['breaking', 'security', 'behaviour', 'deprecation'] as const;
export type Severity = (typeof severities)[number];

const isRealDate = (text: string): boolean => {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};

const date = z
  .string()
  .regex(/^20\d\d-\d\d-\d\d$/, { abort: true, error: says('is not a date', 'Write it as 2026-11-22.') })
  .refine(isRealDate, {
    error: says('is a day that no calendar has', 'Write the day as 2026-11-22.'),
  });

const id = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, {
    error: says(
      'is not kebab-case',
      'Write it in small letters, digits and single dashes, `containerd2-rollout`.',
    ),
  });

const steps = (description: string) => z.array(lineOfText(600)).min(1).max(12).meta({ description });

/** Where on GitHub a reference of that kind lives; it catches an issue number that stands in a pull request's place. */
const githubPaths = { issue: '/issues/', 'pull-request': '/pull/', release: '/releases/tag/' } as const;

const reference = z
  .strictObject({
    kind: z.enum(['issue', 'pull-request', 'release', 'advisory', 'docs', 'article']),
    url: z
      .url({
        protocol: /^https$/,
        hostname: z.regexes.domain,
        error: says('is not an https address', 'Give the whole address, starting with `https://`.'),
      })
      .max(300),
    title: lineOfText(160).exactOptional(),
    date: date.exactOptional().meta({
      description: 'The day on which it was opened or published, where known: how early a warning was.',
    }),
  })
  .superRefine(({ kind, url }, context) => {
    const path = kind in githubPaths ? githubPaths[kind as keyof typeof githubPaths] : undefined;
    if (path === undefined || !url.startsWith('https://github.com/') || url.includes(path)) return;
    const error = says(
      `is not the address of kind ${kind}`,
      `Mend the kind, or the address: it has \`${path}\` in it.`,
    );
    context.addIssue({ code: 'custom', path: ['url'], message: error });
  });

const exposure = z.strictObject({
  where: z
    .enum(['user-data', 'node-config', 'image-build', 'node-group', 'pod-spec', 'cluster'])
    .meta({ description: 'Whose text or setting decides.' }),
  condition: lineOfText(400).meta({ description: 'True of those who are exposed.' }),
  when: conditionSchema.exactOptional().meta({
    description:
      'The same for a machine, where what a team wrote decides it; docs/exposure.md has the language.',
  }),
  fix: fixSchema.exactOptional().meta({
    description: 'How to change what decides; it is shown only where its result is no longer exposed.',
  }),
  note: lineOfText(400).exactOptional(),
});

const symptoms = z
  .strictObject({
    logs: z
      .array(lineOfText(200))
      .max(12)
      .meta({ description: 'Literal pieces of log lines and error messages, to search for.' }),
    descriptions: z.array(lineOfText(300)).max(12).meta({ description: 'What a person sees.' }),
  })
  .refine(({ logs, descriptions }) => logs.length + descriptions.length > 0, {
    error: says('names no symptom', 'Give at least one log line or description.'),
  });

/** The shape of an entry of the knowledge base; a YAML file in `entries/` has it. Unknown keys fail. */
export const behaviourChangeSchema = z
  .strictObject({
    id: id.meta({ description: 'The name of the file without `.yaml`. It is in links and never changes.' }),
    title: lineOfText(120).meta({ description: 'What changes, as a headline without a full stop.' }),
    summary: lineOfText(400).meta({ description: 'One sentence: what breaks, for whom.' }),
    component: lineOfText(60).meta({ description: 'The part of the node that behaves differently.' }),
    severity: z.enum(severities).meta({ description: 'How grave it is for those whom it meets.' }),
    confidence: z.enum(['verified', 'partly']).meta({
      description:
        '`verified`: cause and range are established by the references; `partly`: some is inferred.',
    }),
    affected: z
      .array(affectedSchema)
      .min(1)
      .max(20)
      .meta({ description: 'Where the behaviour is found; a node has it when any of these holds.' }),
    background: lineOfText(1000)
      .exactOptional()
      .meta({ description: 'Why it came, and how it came and went, for those who want to know.' }),
    symptoms,
    exposure: z.array(exposure).min(1).max(12).meta({ description: 'Who meets it; any of these is enough.' }),
    howToCheck: steps('How to see whether one is exposed: steps, with commands to copy in backticks.'),
    remediation: steps('What to do, the best way first; commands in backticks.'),
    doesNotHelp: z
      .array(lineOfText(400))
      .max(8)
      .exactOptional()
      .meta({ description: 'What people try in vain.' }),
    references: z.array(reference).min(1).max(16),
    unresolved: z.array(lineOfText(600)).min(1).max(6).exactOptional().meta({
      description: 'What the references leave open or contradict, and what the entry does about it.',
    }),
    reviewed: date.meta({
      description: 'The day on which somebody last held the entry against its references.',
    }),
    aliases: z
      .array(lineOfText(64))
      .min(1)
      .max(12)
      .exactOptional()
      .meta({ description: 'Other names of the same thing: CVE, GHSA and ALAS ids.' }),
    related: z
      .array(id)
      .min(1)
      .max(12)
      .exactOptional()
      .meta({ description: 'Ids of entries to read as well.' }),
  })
  .meta({
    title: 'Behaviour change',
    description:
      'A known change in how EKS nodes behave: where it came in, where it went, who meets it, what to do.',
  });

/** An entry of the knowledge base. The fields are described in the schema. */
export type BehaviourChange = DeepReadonly<z.infer<typeof behaviourChangeSchema>>;

type DeepReadonly<T> = T extends string
  ? T
  : T extends readonly (infer Item)[]
    ? readonly DeepReadonly<Item>[]
    : { readonly [Key in keyof T]: DeepReadonly<T[Key]> };
