import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BehaviourChange } from '../../shared/behaviour/behaviour-change.ts';
import type { Problem } from '../../shared/problem.ts';

/** What names of examples begin with, by which it shows that a condition is neither too narrow nor too wide. */
const kinds = ['exposed', 'not-exposed', 'near-miss'] as const;

/** Entries whose conditions files decide, and that have no file of each kind to try them on. */
export function missingExamples(entries: readonly BehaviourChange[], folder: string): readonly Problem[] {
  return entries.flatMap(({ exposure, id }) => {
    if (!exposure.some(({ when }) => when !== undefined)) return [];
    const own = join(folder, id);
    const files = existsSync(own) ? readdirSync(own) : [];
    const missing = kinds.filter((kind) => !files.some((file) => file.startsWith(`${kind}-`)));
    if (missing.length === 0) return [];
    const names = missing.map((kind) => `${kind}-…`).join(', ');
    return [
      {
        kind: 'entry-without-examples',
        subject: `${id}.yaml`,
        place: 'exposure',
        message: `It has a \`when\`, and test/exposure/examples/${id}/ has no ${names}.`,
        remedy: 'Add a file of each kind, as people write them; docs/exposure.md has what each is for.',
      },
    ];
  });
}
