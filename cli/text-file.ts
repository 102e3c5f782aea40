import { readFileSync, writeFileSync } from 'node:fs';
import { reasonOf, UsageError } from './usage-error.ts';

/** The text of a file that the command line names. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`Cannot read ${JSON.stringify(file)}: ${reasonOf(error)}.`);
  }
}

/** Writes a file that the command line names. */
export function writeText(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`Cannot write ${JSON.stringify(file)}: ${reasonOf(error)}.`);
  }
}
