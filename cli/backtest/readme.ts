import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Backtest } from './backtest.ts';
import { renderBacktest } from './render-backtest.ts';

/** The README, which has the numbers of the backtest between two marks. */
export const readmePath = join(import.meta.dirname, '../../README.md');

const marks = { begin: '<!-- backtest: written by npm run compile -->', end: '<!-- /backtest -->' } as const;

/** The README with these numbers in the place of the ones that it has. */
export async function renderReadme(result: Backtest): Promise<string> {
  const readme = await readFile(readmePath, 'utf8');
  const [before, rest] = readme.split(marks.begin);
  const [, after] = (rest ?? '').split(marks.end);
  if (before === undefined || after === undefined)
    throw new RangeError(`README.md has lost its marks ${marks.begin} and ${marks.end}.`);
  return `${before}${marks.begin}\n\n${renderBacktest(result)}\n\n${marks.end}${after}`;
}
