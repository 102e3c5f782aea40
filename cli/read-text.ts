import { readFileSync } from 'node:fs';
import { UsageError } from './usage-error.ts';

/** The text of a file that the command line names. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(
      `Cannot read ${JSON.stringify(file)}: ${error instanceof Error ? error.message : error}.`,
    );
  }
}
