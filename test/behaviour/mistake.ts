import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { behaviourPaths } from '../../cli/behaviour/compile-entries.ts';
import { readEntry } from '../../shared/behaviour/read-entry.ts';
import { describeProblem } from '../../shared/problem.ts';

export const file = 'containerd-limitnofile-2023-12.yaml';
/** A real entry; the tests spoil it in one way each. */
export const good = await readFile(join(behaviourPaths.entries, file), 'utf8');

/** The real entry with one piece put in another's place; a piece that is not there is a mistake of the test. */
export function withChange(from: string, to: string): string {
  if (!good.includes(from)) throw new RangeError(`The entry has no ${from}`);
  return good.replace(from, () => to);
}

const events = 'events:\n      - introduced: v20231220\n      - fixed: v20231230';
const indented = (written: string) => written.replace(/^/gm, '      ');

/** The real entry with these events of a package. */
export const versions = (written: string) =>
  withChange(
    `releases: eks-amazon-linux\n    ${events}`,
    `package: containerd\n    events:\n${indented(written)}`,
  );

/** The real entry with these events of its releases. */
export const tags = (written: string) => withChange(events, `events:\n${indented(written)}`);

/** The real entry with these events of another stream's releases. */
export const otherStream = (stream: string, written: string) =>
  tags(written).replace('releases: eks-amazon-linux', `releases: ${stream}`);

export const problemsOf = (text: string) => readEntry(file, text).problems.map(describeProblem);

/** A mistake, and pieces of what has to be said of it. */
export type Mistake = readonly [name: string, text: string, place: string, message: string, remedy: string];

export function expectTold(...[, text, place, message, remedy]: Mistake): void {
  const { entry, problems } = readEntry(file, text);
  expect(entry).toBeUndefined();
  const problem = problems.find((candidate) => candidate.place?.replace(/, line \d+$/, '') === place);
  expect(problem, problems.map(describeProblem).join('\n')).toMatchObject({
    kind: 'entry-invalid',
    subject: file,
  });
  expect(problem?.message).toContain(message);
  expect(problem?.remedy).toContain(remedy);
}
