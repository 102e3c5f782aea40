import type { BehaviourChange } from '../../shared/behaviour/behaviour-change.ts';
import { type ReleaseTag, tagDate } from '../../shared/parameters/release-tag.ts';
import type { BacktestFinding } from './replay-history.ts';

/** How long before the first public issue the first release with a behaviour change was there to be announced. */
export interface LeadTime {
  readonly behaviourChange: string;
  readonly release: ReleaseTag;
  /** The day of the first issue. */
  readonly issue: string;
  /** From the date in the tag to the issue; below 0 where the issue was there first. */
  readonly days: number;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Of each entry with a dated issue, from its first introduction in the recorded history. */
export function leadTimes(
  entries: readonly BehaviourChange[],
  findings: readonly BacktestFinding[],
): readonly LeadTime[] {
  return entries.flatMap((entry): LeadTime[] => {
    const [issue] = entry.references
      .flatMap(({ date, kind }) => (kind === 'issue' && date !== undefined ? [date] : []))
      .sort();
    const introduced = findings.find(
      ({ behaviourChange, direction }) => behaviourChange === entry.id && direction === 'introduced',
    );
    if (issue === undefined || introduced === undefined) return [];
    const { release } = introduced;
    const days = Math.round((Date.parse(issue) - Date.parse(tagDate(release))) / dayMs);
    return [{ behaviourChange: entry.id, release, issue, days }];
  });
}
