import type * as z from 'zod';
import { complaintOf, quoted } from '../problem.ts';

export type Path = readonly (string | number)[];

/** What is wrong at a place of an entry, as a sentence that lacks its subject, and how to mend it. */
export interface Complaint {
  readonly path: Path;
  /** `is missing`, `is the number 1.7, where text must be` */
  readonly wrong: string;
  readonly mend: string;
}

type Issue = z.core.$ZodIssue;

/** zod's issues in words for somebody who edits YAML and has not seen the schema. */
export function complaintsOf(issues: readonly Issue[], value: unknown, at: Path = []): readonly Complaint[] {
  const ofOtherType = new Set(
    issues.flatMap(({ code, path }) => (code === 'invalid_type' ? [JSON.stringify(path)] : [])),
  );
  // A text has a length as a list has: that it is too long for a list says nothing of it.
  const sizes: readonly Issue['code'][] = ['too_big', 'too_small'];
  return issues
    .filter(({ code, path }) => !sizes.includes(code) || !ofOtherType.has(JSON.stringify(path)))
    .flatMap((issue) => complaintsOfIssue(issue, value, at));
}

/** The keys that tell the alternatives of the schema's unions apart: which one was meant shows in which of them is there. */
const tellingKeys: ReadonlySet<PropertyKey | undefined> = new Set([
  'package',
  'releases',
  'introduced',
  'fixed',
  'last_affected',
]);

function complaintsOfIssue(issue: Issue, value: unknown, at: Path): readonly Complaint[] {
  const local = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  const path = [...at, ...local];
  if (issue.code === 'invalid_union') {
    const inner = valueAt(value, local);
    const meant = issue.errors.filter(
      (errors) => !errors.some((error) => isOtherShape(error) || lacksTellingKey(error, inner)),
    );
    const [only] = meant;
    if (meant.length === 1 && only !== undefined) return complaintsOf(only, inner, path);
  }
  const complaint = complaintOf(issue.message) ?? inWords(issue, valueAt(value, local));
  return [{ path, ...complaint }];
}

/** Text, a list and a group can be alternatives of one another: a mistake inside one is told of that one. */
function isOtherShape(error: Issue): boolean {
  return error.path.length === 0 && error.code === 'invalid_type';
}

function lacksTellingKey(error: Issue, value: unknown): boolean {
  return (
    error.path.length === 1 && tellingKeys.has(error.path[0]) && valueAt(value, error.path) === undefined
  );
}

function inWords(issue: Issue, value: unknown): { wrong: string; mend: string } {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue.expected, value);
    case 'invalid_value':
      return notAllowed(issue.values, value);
    case 'invalid_union':
      return notAllowed('options' in issue ? (issue.options ?? []) : [], value);
    case 'unrecognized_keys': {
      const keys = issue.keys.map((key) => quoted(key)).join(', ');
      return {
        wrong: `has what does not belong there: ${keys}`,
        mend: 'Correct the name, move it to where it belongs, or take it out.',
      };
    }
    case 'too_small':
      return {
        wrong: 'is empty',
        mend: `Give at least ${issue.minimum}, or take the field out if it may be left out.`,
      };
    case 'too_big':
      return {
        wrong: `is too long: at most ${issue.maximum} ${issue.origin === 'string' ? 'characters' : 'items'}`,
        mend: 'Shorten it to what a tired reader needs.',
      };
    default:
      return { wrong: `is not right: ${issue.message}`, mend: 'Look at an entry that has this field.' };
  }
}

function notAllowed(values: readonly unknown[], value: unknown): { wrong: string; mend: string } {
  const allowed = values.map(String).join(', ');
  if (value === undefined) return { wrong: 'is missing', mend: `Add it, as one of: ${allowed}.` };
  return { wrong: `is ${described(value)}, which is not known here`, mend: `Use one of: ${allowed}.` };
}

function wrongType(expected: string, value: unknown): { wrong: string; mend: string } {
  const type = typeNames[expected] ?? expected;
  if (value === undefined) return { wrong: 'is missing', mend: `Add it: ${type}.` };
  const unquoted = expected === 'string' && (typeof value === 'number' || typeof value === 'boolean');
  return {
    wrong: `is ${described(value)}, where there must be ${type}`,
    mend: unquoted
      ? `Put it in quotes: '${String(value)}' (look whether YAML took digits away).`
      : `Write it as ${type}.`,
  };
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'a list, each item after a dash',
  object: 'a group of named fields',
};

function described(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of named fields';
  return typeof value === 'string' ? quoted(value) : `the ${typeof value} ${String(value)}`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}
