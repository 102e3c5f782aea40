import { posix } from 'node:path';

/** What only one machine has: a clone elsewhere would look for it in vain. */
const strangers = [
  { pattern: /(?<![\w.-])\/(?:work|root|home|Users)\/[\w.-]+/g, what: 'a path of one machine' },
  { pattern: /registry\.npmjs[\w.]*/g, what: 'the address of a package registry' },
  { pattern: /"resolved": *"[^"]*"/g, what: 'the address that a package was resolved to' },
] as const;

/** Says what in a file a clone of the project does not have. */
export function strangersToClones(path: string, source: string): readonly string[] {
  const found = strangers.flatMap(({ pattern, what }) =>
    [...source.matchAll(pattern)].map(([text]) => `${path}: ${text} is ${what}.`),
  );
  // A folder beside the project can have the name of one inside of it: what counts is where the path leads.
  const outside = [...source.matchAll(/(?:\.\.\/)+shared\b/g)]
    .map(([text]) => text)
    .filter((text) => posix.join(posix.dirname(path), text).startsWith('../'));
  return [...found, ...outside.map((text) => `${path}: ${text} is outside of the project.`)];
}
