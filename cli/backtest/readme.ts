import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { betweenMarks } from '../between-marks.ts';
import type { Backtest } from './backtest.ts';
import { renderBacktest } from './render-backtest.ts';

/** The README, which has the numbers of the backtest between two marks. */
export const readmePath = join(import.meta.dirname, '../../README.md');

/** The README with these numbers in the place of the ones that it has. */
export async function renderReadme(result: Backtest): Promise<string> {
  return betweenMarks(await readFile(readmePath, 'utf8'), 'backtest', renderBacktest(result));
}
