import * as z from 'zod';
import { isKubernetesRange } from '../parameters/kubernetes-range.ts';
import { says } from '../problem.ts';
import { operatingSystems, setupKinds } from '../setups/setup.ts';
import type { Condition } from './condition.ts';
import type { Fix } from './fix.ts';
import { familyOf } from './instance-family.ts';
import { matcherSchema, textToFind } from './matcher-schema.ts';
import { anyProgram, key, keys, namedBySchema, program } from './setting-schema.ts';
import { patternSchema, stepSchema } from './step-schema.ts';

const inner = z.lazy(() => conditionSchema);
const several = z.array(inner).min(1).max(30).exactOptional();
const matcher = matcherSchema.exactOptional();
const setting = z.strictObject({
  of: anyProgram,
  key: keys,
  value: matcher,
  path: matcher.meta({ description: 'The file on the node that holds it.' }),
  alsoElsewhere: z
    .literal(true)
    .exactOptional()
    .meta({ description: 'The same key is set outside of that file as well.' }),
});

const file = z
  .strictObject({
    path: matcher,
    namedBy: namedBySchema.exactOptional().meta({
      description: 'In place of path: the setting that names the file.',
    }),
    content: matcherSchema,
    imageHas: z.array(textToFind).min(1).max(20).exactOptional().meta({
      description: 'Files of the image that do not fit, and that a setup may name without writing them.',
    }),
  })
  .refine(({ namedBy, path }) => (namedBy === undefined) !== (path === undefined), {
    error: says('says neither or both of `path` and `namedBy`', 'Give one of them.'),
  });

const hidden = z.strictObject({
  path: key.meta({
    description: 'A directory of the image that something mounts over or removes, and what it holds is lost.',
  }),
  setting: z.strictObject({ of: program, key }).exactOptional().meta({
    description: 'The setting by which the program looks in another directory.',
  }),
  restoredBy: z.array(patternSchema).min(1).max(8).exactOptional().meta({
    description: 'Steps that bring back what counts, later.',
  }),
});

const family = textToFind.refine((name) => familyOf(name)?.name === name, {
  error: says('is not a family of instance types', "Write what stands before the dot: 'p3dn'."),
});

const setup = z
  .strictObject({
    kind: z.array(z.enum(setupKinds)).min(1).exactOptional(),
    operatingSystem: z.array(z.enum(operatingSystems)).min(1).exactOptional(),
    amiType: matcher,
    kubernetes: z
      .string()
      .max(40)
      .refine(isKubernetesRange, {
        error: says('is not a range of Kubernetes minors', "Write it as '>=1.30' or '>=1.30 <1.34'."),
      })
      .exactOptional(),
    pinned: matcher.meta({ description: 'The release that it names; false where it names none.' }),
  })
  .refine((facts) => Object.keys(facts).length > 0, {
    error: says(
      'asks nothing of the setup',
      'Give one of kind, operatingSystem, amiType, kubernetes, pinned.',
    ),
  });

/** What makes a setup exposed; docs/exposure.md explains each form. */
export const conditionSchema: z.ZodType<Condition> = z
  .strictObject({
    all: several.meta({ description: 'All of these hold.' }),
    any: several.meta({ description: 'One of these holds.' }),
    not: inner.exactOptional(),
    setting: setting.exactOptional().meta({ description: 'A setting is there, and its value fits.' }),
    step: stepSchema
      .exactOptional()
      .meta({ description: 'Something is done, and nothing takes its effect away.' }),
    file: file.exactOptional().meta({ description: 'A file on the node holds something in the end.' }),
    hidden: hidden
      .exactOptional()
      .meta({ description: 'What the image has in a directory is out of sight.' }),
    each: z
      .strictObject({ of: program, under: keys, holds: inner })
      .exactOptional()
      .meta({ description: 'Holds of one group of settings, `spec.containers[*]`; keys begin behind it.' }),
    instances: z
      .strictObject({ families: z.array(family).min(1).max(60) })
      .exactOptional()
      .meta({ description: 'Nodes are of one of these families of instance types.' }),
    setup: setup.exactOptional().meta({ description: 'Facts of the whole.' }),
    always: z.literal(true).exactOptional().meta({ description: 'The release alone decides.' }),
    open: z.string().min(1).max(300).exactOptional().meta({
      description: 'No file says it; the sentence says what is open.',
    }),
  })
  .refine((condition) => Object.keys(condition).length === 1, {
    error: says(
      'is not one condition',
      'Give one of all, any, not, setting, step, file, hidden, each, instances, setup, always and open; join several with all or any.',
    ),
  })
  .meta({ id: 'Condition', description: 'What makes a setup exposed.' });

const line = z.string().min(1).max(200);

/** How what decides is changed; see `Fix`. */
export const fixSchema: z.ZodType<Fix> = z
  .strictObject({
    says: z.string().min(1).max(300).meta({ description: 'What the fix does, as a sentence.' }),
    remove: z.literal(true).exactOptional().meta({ description: 'Takes out the setting or the command.' }),
    value: line.exactOptional().meta({ description: 'The value that the setting gets.' }),
    swap: z.strictObject({ from: line, to: line }).exactOptional().meta({
      description: "A text in the deciding command's lines, and what takes its place.",
    }),
    before: z
      .array(line)
      .min(1)
      .max(20)
      .exactOptional()
      .meta({ description: 'Lines before the deciding command.' }),
    after: z.array(line).min(1).max(20).exactOptional().meta({ description: 'Lines after it.' }),
  })
  .refine((fix) => Object.keys(fix).length > 1, {
    error: says('changes nothing', 'Give one of remove, value, swap, before, after.'),
  });
