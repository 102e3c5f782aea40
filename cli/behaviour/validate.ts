import { basename } from 'node:path';
import { readEntry } from '../../shared/behaviour/read-entry.ts';
import { describeProblem } from '../../shared/problem.ts';
import { behaviourPaths, compileEntries } from '../behaviour.ts';
import { readText } from '../text-file.ts';
import { exitCodes } from '../usage-error.ts';

/** Checks these entries, or all; prints a line for each problem. Gives the exit code. */
export async function validate(files: readonly string[]): Promise<number> {
  const { entries, problems } =
    files.length === 0 ? await compileEntries(behaviourPaths.entries) : read(files);
  for (const problem of problems) process.stderr.write(`${describeProblem(problem)}\n`);
  process.stdout.write(`${entries.length} entries are right, ${problems.length} problems\n`);
  return problems.length === 0 ? exitCodes.ok : exitCodes.found;
}

function read(files: readonly string[]) {
  const readings = files.map((file) => readEntry(basename(file), readText(file)));
  return {
    entries: readings.flatMap(({ entry }) => entry ?? []),
    problems: readings.flatMap(({ problems }) => problems),
  };
}
