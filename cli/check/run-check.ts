import { exitCodes } from '../usage-error.ts';
import { check } from './check.ts';
import { type FailOn, isFound } from './fail-on.ts';
import { describeFixes } from './render-fixes.ts';
import { renderGithub } from './render-github.ts';
import { renderSarif } from './render-sarif.ts';
import { renderCheck } from './render-text.ts';
import type { Asked } from './target.ts';

export interface CheckOptions extends Asked {
  readonly json?: boolean;
  readonly sarif?: boolean;
  readonly github?: boolean;
  readonly fix?: boolean;
  readonly all: boolean;
  readonly failOn: FailOn;
}

/** Checks, prints what was found in the wanted form, and gives the exit code. */
export async function runCheck(paths: readonly string[], options: CheckOptions): Promise<number> {
  const { all, failOn, fix, github, json, sarif } = options;
  const { apart, diff, faults, report } = await check(paths, options, { all, cwd: process.cwd() });
  if (json) process.stdout.write(`${JSON.stringify(report)}\n`);
  else if (sarif) process.stdout.write(`${JSON.stringify(renderSarif(report, process.cwd()))}\n`);
  else if (github) process.stdout.write(renderGithub(report));
  else if (fix) {
    process.stderr.write(`${describeFixes(report, apart)}\n`);
    process.stdout.write(diff);
  } else process.stdout.write(renderCheck(report, process.stdout, all));
  for (const file of faults) process.stderr.write(`amiwatch failed to read ${JSON.stringify(file)}.\n`);
  if (isFound(report, failOn)) return exitCodes.found;
  return faults.length > 0 ? exitCodes.crashed : exitCodes.ok;
}
