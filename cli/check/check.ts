import { isAbsolute, relative, resolve } from 'node:path';
import type { CheckReport } from './check-report.ts';
import { findFixes } from './find-fixes.ts';
import { judgeFiles } from './judge-files.ts';
import { makeReport } from './make-report.ts';
import { readFiles } from './read-files.ts';
import { type Asked, targetOf } from './target.ts';
import { diffOf } from './unified-diff.ts';

export interface Checked {
  readonly report: CheckReport;
  /** All fixes that can be made at once, as one diff. */
  readonly diff: string;
  /** How many fixes are not in the diff, since they change what others do. */
  readonly apart: number;
  /** Files over which amiwatch itself failed. */
  readonly faults: readonly string[];
}

/** Reads files and folders and says which of their setups are exposed to what a release changes. */
export async function check(
  paths: readonly string[],
  asked: Asked,
  { all, cwd }: { readonly all: boolean; readonly cwd: string },
): Promise<Checked> {
  const target = targetOf(asked);
  const read = await readFiles(paths, cwd);
  const judged = judgeFiles(read.files, target);
  const pathOf = (file: string): string => resolve(cwd, file);
  const diffName = (file: string): string => {
    const way = relative(cwd, pathOf(file));
    return isAbsolute(way) ? way.replace(/^\w:/, '') : way;
  };
  const fixes = findFixes(judged, read, target, pathOf);
  const report = makeReport({ asked, target, read, judged, fixes, diffName, all });
  const diff = diffOf(fixes.edits, fixes.textOf, diffName);
  return { report, diff, apart: fixes.apart.size, faults: read.faults };
}
