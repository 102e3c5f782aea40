import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { type BehaviourChange, behaviourChangeSchema } from '../../shared/behaviour/behaviour-change.ts';
import { readEntry } from '../../shared/behaviour/read-entry.ts';
import { type Problem, quoted } from '../../shared/problem.ts';
import { printSchema } from '../print-schema.ts';
import { checkEntries } from './check-entries.ts';

const root = join(import.meta.dirname, '../..');

/** Where the entries are, and what is made of them. */
export const behaviourPaths = {
  entries: join(root, 'shared/behaviour/entries'),
  /** A folder for each entry that files decide. */
  examples: join(root, 'test/exposure/examples'),
  compiled: join(root, 'shared/behaviour/behaviour-changes.generated.json'),
  schema: join(root, 'docs/schemas/behaviour-change.schema.json'),
} as const;

/** The knowledge base as it was read: every entry that is right, and a problem for all that is not. */
export interface CompiledEntries {
  /** By id. */
  readonly entries: readonly BehaviourChange[];
  readonly problems: readonly Problem[];
}

/** Reads and checks every entry of a directory. */
export async function compileEntries(directory: string): Promise<CompiledEntries> {
  const files = (await readdir(directory)).sort();
  const readings = await Promise.all(
    files.map(async (file) =>
      file.endsWith('.yaml')
        ? readEntry(file, await readFile(join(directory, file), 'utf8'))
        : { entry: undefined, problems: [strangeFile(file)] },
    ),
  );
  const entries = readings.flatMap(({ entry }) => entry ?? []).sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    entries,
    problems: [...readings.flatMap(({ problems }) => problems), ...checkEntries(entries, idsOf(files))],
  };
}

/** The ids that files of entries stand for. */
export function idsOf(files: readonly string[]): ReadonlySet<string> {
  return new Set(files.map((file) => basename(file, '.yaml')));
}

/** The bytes of the compiled knowledge base: one field a line, so that a review sees what an entry says. */
export function renderCompiled(entries: readonly BehaviourChange[]): string {
  return `${JSON.stringify(entries, null, 1)}\n`;
}

/** The bytes of the published JSON Schema, which editors check and complete entries by. */
export function renderSchema(): string {
  return printSchema(z.toJSONSchema(behaviourChangeSchema, { io: 'input' }));
}

function strangeFile(file: string): Problem {
  return {
    kind: 'entry-not-yaml',
    subject: file,
    message: `${quoted(file)} is not the name of an entry.`,
    remedy: 'Entries are YAML files and end in .yaml; put anything else elsewhere.',
  };
}
