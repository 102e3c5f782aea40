import type { BehaviourChange } from '../../shared/behaviour/behaviour-change.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { compareSeverities } from '../../shared/report/severity.ts';
import { styleFor } from '../style.ts';

/** Known behaviour changes, the gravest first, those of a severity or with a word in their id, title or component. */
export function list({ json, search, severity }: ListOptions): string {
  const wanted = search?.toLowerCase();
  const found = behaviourChanges
    .filter((entry) => severity === undefined || entry.severity === severity)
    .filter((entry) => wanted === undefined || wordsOf(entry).includes(wanted))
    .toSorted((a, b) => compareSeverities(a.severity, b.severity) || (a.id < b.id ? -1 : 1));
  if (json) return `${JSON.stringify(found)}\n`;
  const style = styleFor(process.stdout);
  const lines = found.map(
    (entry) =>
      `${style.severity(entry.severity, entry.severity.padEnd(11))} ${style.strong(entry.id)}\n            ${entry.title}`,
  );
  return `${[...lines, `${found.length} of ${behaviourChanges.length} known behaviour changes`].join('\n')}\n`;
}

export interface ListOptions {
  readonly json: boolean;
  readonly search?: string;
  readonly severity?: string;
}

function wordsOf({ component, id, title }: BehaviourChange): string {
  return `${id} ${title} ${component}`.toLowerCase();
}
