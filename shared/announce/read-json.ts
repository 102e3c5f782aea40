import * as z from 'zod';
import { nearest, quoted } from '../problem.ts';

/** The value that a text has as JSON, or what is wrong with it, by keys. The text is not quoted: it may hold a secret in a wrong place. */
export function readJson<T>(
  schema: z.ZodType<T>,
  text: string,
): { readonly value: T } | { readonly wrong: string } {
  const json = parse(text);
  if (json === undefined) return { wrong: 'The parameter is not JSON.' };
  const read = schema.safeParse(json, { error: inWords });
  if (read.success) return { value: read.data };
  const wrong = read.error.issues.map(
    ({ message, path }) => `${path.length === 0 ? 'It' : path.join('.')}: ${message}`,
  );
  return { wrong: `${wrong.join('; ')}.` };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What is wrong, and what would be right; a schema's own sentence goes before these. */
function inWords(issue: z.core.$ZodRawIssue): string | undefined {
  const isMissing = issue.input === undefined;
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownKeys(issue.keys, issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape) : []);
    case 'invalid_value':
      return `${isMissing ? 'is missing' : 'is not known'}; allowed: ${issue.values.join(', ')}`;
    case 'invalid_union':
      return `is missing or not known; allowed: ${optionsOf(issue).join(', ')}`;
    case 'invalid_type':
      return isMissing ? 'is missing' : `is not ${types[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return issue.origin === 'array' ? 'has nothing in it; leave it out instead' : 'is too short';
    case 'too_big':
      return `is longer than ${issue.maximum}`;
    default:
      return undefined;
  }
}

const types: Readonly<Record<string, string>> = { string: 'a text', array: 'a list', object: 'an object' };

function unknownKeys(unknown: readonly string[], known: readonly string[]): string {
  const named = unknown.map(
    (key) => `${quoted(key)}${nearest(key, known, 1).map((near) => ` (did you mean ${near}?)`)}`,
  );
  return `has no key ${named.join(', ')}; its keys are ${known.join(', ')}`;
}

function optionsOf(issue: z.core.$ZodRawIssue): readonly unknown[] {
  return 'options' in issue && Array.isArray(issue.options) ? issue.options : [];
}
