import * as z from 'zod';
import { says } from '../problem.ts';
import { phases } from '../setups/setup.ts';
import type { Guard, StepCondition, StepPattern } from './condition.ts';
import { matcherSchema, wordsSchema } from './matcher-schema.ts';
import { namedBySchema } from './setting-schema.ts';

const listOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.array(z.enum(values)).min(1).exactOptional();

const matcher = matcherSchema.exactOptional();
const words = wordsSchema.exactOptional();

const fields = {
  does: z.enum(['run', 'write', 'mount', 'copy', 'remove', 'link', 'packages', 'service']),
  phase: listOf(phases).meta({ description: 'When it runs; at any time when left out.' }),
  program: matcher.meta({ description: "Of run: the command's name, without its directory." }),
  words: words.meta({ description: 'Of run: its arguments, in any order.' }),
  path: matcher.meta({ description: 'Of write, mount, remove and link; without a slash at its end.' }),
  how: listOf(['replace', 'append', 'edit']).meta({ description: 'Of write.' }),
  content: matcher.meta({ description: 'Of write.' }),
  device: matcher.meta({ description: 'Of mount.' }),
  by: listOf(['command', 'fstab', 'systemd', 'cloud-config']).meta({ description: 'Of mount.' }),
  from: matcher.meta({ description: 'Of copy.' }),
  to: matcher.meta({ description: 'Of copy, and what a link leads to.' }),
  action: z
    .array(z.string().max(40))
    .min(1)
    .exactOptional()
    .meta({ description: 'Of packages and service.' }),
  manager: listOf(['dnf', 'yum', 'rpm', 'apt', 'cloud-init']).meta({ description: 'Of packages.' }),
  names: words.meta({ description: 'Of packages.' }),
  options: words.meta({ description: 'Of packages.' }),
  retried: z
    .boolean()
    .exactOptional()
    .meta({ description: 'Of packages: whether it is tried again where it fails.' }),
  beside: z
    .boolean()
    .exactOptional()
    .meta({ description: "Of packages: whether another of the setup's own runs meanwhile." }),
  unit: matcher.meta({ description: 'Of service.' }),
};

/** Which fields speak of which steps; `does` and `phase` speak of all, `unless` of a condition. */
const fieldsOf: Readonly<Record<StepPattern['does'], readonly string[]>> = {
  run: ['program', 'words'],
  write: ['path', 'how', 'content'],
  mount: ['path', 'device', 'by'],
  copy: ['from', 'to'],
  remove: ['path'],
  link: ['path', 'to'],
  packages: ['action', 'manager', 'names', 'options', 'retried', 'beside'],
  service: ['action', 'unit'],
};

const packageActions: readonly string[] = ['install', 'update', 'remove', 'lock'];

function checkFields(step: { does: StepPattern['does']; action?: string[] }, context: z.RefinementCtx): void {
  const allowed = [...fieldsOf[step.does], 'does', 'phase', 'unless'];
  for (const field of Object.keys(step).filter((name) => !allowed.includes(name))) {
    const mend = `Such a step has ${fieldsOf[step.does].join(', ')} and phase.`;
    context.addIssue({
      code: 'custom',
      path: [field],
      message: says(`does not belong to \`does: ${step.does}\``, mend),
    });
  }
  const strange = step.does === 'packages' ? (step.action ?? []) : [];
  if (strange.some((action) => !packageActions.includes(action))) {
    const message = says('has what is never done with packages', `Use one of: ${packageActions.join(', ')}.`);
    context.addIssue({ code: 'custom', path: ['action'], message });
  }
}

/** See `StepPattern`. */
export const patternSchema: z.ZodType<StepPattern> = z
  .strictObject(fields)
  .superRefine(checkFields)
  .meta({ id: 'StepPattern', description: 'Which steps are meant.' });

const guardSchema: z.ZodType<Guard> = z
  .strictObject({
    before: patternSchema.exactOptional().meta({ description: 'Such a step comes earlier.' }),
    after: patternSchema.exactOptional().meta({ description: 'Such a step comes later.' }),
    anywhere: patternSchema.exactOptional().meta({ description: 'Such a step is there.' }),
    until: patternSchema.exactOptional().meta({
      description: 'With before: such a step between the two ends it again.',
    }),
    namedBy: namedBySchema.exactOptional().meta({
      description: 'Of write and copy: a setting names the file, itself or by a glob.',
    }),
  })
  .refine(({ before, until, ...others }) => Object.keys(others).length === (before === undefined ? 1 : 0), {
    error: says(
      'is not one guard',
      'Give one of before, after, anywhere and namedBy, and more guards after dashes of their own.',
    ),
  })
  .refine(({ before, until }) => before !== undefined || until === undefined, {
    error: says('has `until` without `before`', 'Give it beside the `before` that it ends.'),
  });

/** See `StepCondition`. */
export const stepSchema: z.ZodType<StepCondition> = z
  .strictObject({
    ...fields,
    unless: z.array(guardSchema).min(1).max(8).exactOptional().meta({
      description: 'Steps beside which it does no harm; any of them is enough.',
    }),
  })
  .superRefine(checkFields);
