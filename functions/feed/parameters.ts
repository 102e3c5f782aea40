import * as z from 'zod';
import type { PackageName } from '../../shared/packages/canonical.ts';
import { parseReleaseTag, type ReleaseTag } from '../../shared/parameters/release-tag.ts';
import { amiTypes, isMinor, type Minor } from '../../shared/parameters/track.ts';
import { severities } from '../../shared/report/severity.ts';
import { badRequest, type ParameterError } from './problem.ts';

/** In characters; API Gateway takes 10 KB, and nothing here needs as much. A pasted log line is the longest thing to ask with. */
export const longestQuery = 4_096;
/** Values of one parameter, and different parameters. */
const mostValues = 32;
const mostParameters = 32;

/** A release tag, `v20240817`. */
export const releaseParameter = z
  .string()
  .refine((text) => parseReleaseTag(text) !== undefined, 'is no release tag like v20240817.')
  .meta({ description: 'Tag of a release, v20240817.' }) as unknown as z.ZodType<ReleaseTag>;

/** An AMI type of EKS. */
export const amiTypeParameter = z.enum(amiTypes).meta({ description: 'EKS’s own name of an AMI type.' });

/** What a release is as a whole. */
export const severityParameter = z.enum(severities);

/** A Kubernetes minor, `1.30`. */
export const kubernetesParameter = z
  .string()
  .refine(isMinor, 'is no Kubernetes minor like 1.30.')
  .meta({ description: 'Kubernetes minor, 1.30.' }) as unknown as z.ZodType<Minor>;

/** A package under its canonical name. */
export const packageParameter = z
  .string()
  .regex(/^[A-Za-z0-9][\w.+-]{0,63}$/, 'is no name of a package like containerd.')
  .meta({
    description: 'Canonical name of a package: containerd, kernel, nvidia-driver.',
  }) as z.ZodType<PackageName>;

/** The id of a behaviour change. */
export const behaviourChangeParameter = z
  .string()
  .regex(/^[a-z0-9-]{1,64}$/, 'is no id of a behaviour change like containerd-process-exit-event-lost.')
  .meta({ description: 'Id of a behaviour change.' });

/** A Region of AWS. */
export const regionParameter = z
  .string()
  .regex(/^[a-z]{2}(?:-[a-z]{2,10}){1,3}-\d{1,2}$/, 'is no Region like eu-west-1.')
  .meta({ description: 'Region of AWS, eu-west-1.' });

/** A list: the parameter is repeated, or its values are joined by commas. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.array(item).min(1).max(mostValues);
}

/** What narrows a list of releases. Values of one parameter are alternatives, parameters add up. */
export const filterParameters = {
  severity: listOf(severityParameter).optional().meta({ description: 'Only releases of these severities.' }),
  amiType: listOf(amiTypeParameter).optional().meta({ description: 'Only releases with these AMI types.' }),
  kubernetes: listOf(kubernetesParameter)
    .optional()
    .meta({ description: 'Only releases with these minors.' }),
  package: listOf(packageParameter)
    .optional()
    .meta({ description: 'Only releases that move these packages.' }),
  behaviourChange: listOf(behaviourChangeParameter)
    .optional()
    .meta({ description: 'Only releases that bring or take back these behaviour changes.' }),
  before: releaseParameter.optional().meta({ description: 'Only releases before this one: the next page.' }),
};

/** What a parameter may be, where only the catalogue knows; `undefined` where that is no list. */
export type Allowed = (parameter: string) => readonly string[] | undefined;

/**
 * Reads the parameters of a request, those of the path among them, or says what is wrong with each. One that is empty is not
 * set: forms send what was left empty, and what the page's address says, the feed's has to mean too.
 */
export function readParameters(
  schema: z.ZodObject,
  path: Readonly<Record<string, string | undefined>>,
  query: string,
  allowed: Allowed,
): unknown {
  const given = new Map<string, string[]>(
    Object.entries(path).map(([name, value]) => [name, [decoded(name, value ?? '')]]),
  );
  const asked = new URLSearchParams(query);
  const known = Object.keys(schema.shape);
  const errors: ParameterError[] = [];
  for (const [name, value] of asked) {
    if (!known.includes(name) && isOpen(schema)) continue;
    if (!known.includes(name) || name in path) {
      errors.push({
        parameter: nameOf(name),
        message: 'is not known here.',
        allowed: allowedNames(known, path),
      });
      break;
    }
    if (value === '') continue;
    given.set(name, [...(given.get(name) ?? []), value]);
    if (given.size > mostParameters) break;
  }
  if (errors.length > 0) throw badRequest(errors);
  const raw = Object.fromEntries(
    [...given].map(([name, values]) => {
      if (isList(schema.shape[name])) return [name, values.flatMap((value) => value.split(','))];
      if (values.length > 1) errors.push({ parameter: name, message: 'is given more than once.' });
      return [name, values[0]];
    }),
  );
  const read = schema.safeParse(raw);
  for (const issue of read.error?.issues ?? []) errors.push(errorOf(issue, raw, schema, allowed));
  if (errors.length > 0) throw badRequest(errors.slice(0, mostValues));
  return read.data;
}

/** Whether parameters that are not known are left aside: a page is linked to with marks that are not ours. */
export function isOpen(schema: z.ZodObject): boolean {
  return schema.def.catchall instanceof z.ZodUnknown;
}

/** Repeats a name only where nothing in it can be anything else. */
function nameOf(name: string): string {
  return /^[\w.-]{1,40}$/.test(name) ? name : 'a parameter';
}

function allowedNames(known: readonly string[], path: object): readonly string[] {
  const names = known.filter((name) => !(name in path));
  return names.length === 0 ? ['none'] : names;
}

function decoded(name: string, value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw badRequest([{ parameter: name, message: 'is not percent-encoded UTF-8.' }]);
  }
}

/** Whether a parameter takes more than one value. */
export function isList(schema: unknown): boolean {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return isList(schema.unwrap());
  return schema instanceof z.ZodArray;
}

function errorOf(
  issue: z.core.$ZodIssue,
  raw: Readonly<Record<string, unknown>>,
  schema: z.ZodObject,
  allowed: Allowed,
): ParameterError {
  const parameter = String(issue.path[0] ?? 'query');
  if (raw[parameter] === undefined) return missing(parameter, issue, schema, allowed);
  if (issue.code === 'invalid_value')
    return { parameter, message: 'has a value that is not known.', allowed: issue.values.map(String) };
  if (issue.code === 'too_big') return { parameter, message: `takes at most ${issue.maximum}.` };
  if (issue.code === 'too_small') return { parameter, message: `takes at least ${issue.minimum}.` };
  if (issue.code === 'invalid_type') return { parameter, message: 'has a wrong value.' };
  return { parameter, message: issue.message };
}

/** Says what would be there; where that is no list, in the words of the parameter's description. */
function missing(
  parameter: string,
  issue: z.core.$ZodIssue,
  schema: z.ZodObject,
  allowed: Allowed,
): ParameterError {
  const values = issue.code === 'invalid_value' ? issue.values.map(String) : allowed(parameter);
  if (values !== undefined) return { parameter, message: 'is missing.', allowed: values };
  const said = (schema.shape[parameter] as z.ZodType | undefined)?.meta()?.description;
  return { parameter, message: said === undefined ? 'is missing.' : `is missing: ${said}` };
}
