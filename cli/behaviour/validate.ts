import { basename } from 'node:path';
import type { BehaviourChange } from '../../shared/behaviour/behaviour-change.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { readEntry } from '../../shared/behaviour/read-entry.ts';
import { describeProblem } from '../../shared/problem.ts';
import { describeTracks } from '../../shared/report/describe-tracks.ts';
import { recordedInputs } from '../backtest/recorded-inputs.ts';
import { counted } from '../counted.ts';
import { readText } from '../text-file.ts';
import { exitCodes } from '../usage-error.ts';
import { checkEntries } from './check-entries.ts';
import { behaviourPaths, compileEntries, idsOf } from './compile-entries.ts';
import { firingsOf } from './firings.ts';
import { missingExamples } from './missing-examples.ts';

/**
 * Checks these entries, or all: a line for each problem, and for each entry that was asked for the recorded releases that it
 * would have been announced with. Gives the exit code.
 */
export async function validate(files: readonly string[]): Promise<number> {
  const { entries, problems } = files.length === 0 ? await readAll() : read(files);
  for (const problem of problems) process.stderr.write(`${describeProblem(problem)}\n`);
  if (files.length > 0 && entries.length > 0) process.stdout.write(`${renderFirings(entries)}\n`);
  process.stdout.write(
    `${counted(entries.length, 'entry is', 'entries are')} right, ${counted(problems.length, 'problem')}\n`,
  );
  return problems.length === 0 ? exitCodes.ok : exitCodes.found;
}

async function readAll() {
  const { entries, problems } = await compileEntries(behaviourPaths.entries);
  return { entries, problems: [...problems, ...missingExamples(entries, behaviourPaths.examples)] };
}

function read(files: readonly string[]) {
  const readings = files.map((file) => readEntry(basename(file), readText(file)));
  const entries = readings.flatMap(({ entry }) => entry ?? []);
  const ids = new Set([...behaviourChanges.map(({ id }) => id), ...idsOf(files)]);
  const problems = [...checkEntries(entries, ids), ...missingExamples(entries, behaviourPaths.examples)];
  const wrong = new Set(problems.map(({ subject }) => subject));
  return {
    entries: entries.filter(({ id }) => !wrong.has(`${id}.yaml`)),
    problems: [...readings.flatMap((reading) => reading.problems), ...problems],
  };
}

function renderFirings(entries: readonly BehaviourChange[]): string {
  const inputs = recordedInputs();
  const [oldest, newest] = [inputs[0]?.input.release, inputs.at(-1)?.input.release];
  const firings = firingsOf(entries, inputs);
  return entries
    .map(({ id }) => {
      const lines = (firings.get(id) ?? []).map(
        ({ among, direction, release, tracks }) =>
          `  ${release} ${direction.padEnd(10)} ${describeTracks(tracks, among)}`,
      );
      return lines.length === 0
        ? `${id}: comes or goes with no release from ${oldest} to ${newest}`
        : [`${id}, in the recorded history:`, ...lines].join('\n');
    })
    .join('\n');
}
