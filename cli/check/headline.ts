import { counted } from '../counted.ts';
import type { CheckReport } from './check-report.ts';

/** What came out, in a sentence: `3 of 12 setups are exposed to 2 behaviour changes in v20241115.` */
export function headlineOf({ files, from, gaps, setups, to }: Omit<CheckReport, 'headline'>): string {
  const move = (comes: 'comes' | 'come') =>
    from === null ? `in ${to}` : `that ${comes} between ${from} and ${to}`;
  const asked = setups.filter(({ leftOut }) => leftOut === null);
  if (asked.length === 0) return nothingAsked(setups.length, gaps.length, files, to);
  const hit = asked.filter(({ counts }) => counts.exposed > 0);
  const met = new Set(
    hit.flatMap(({ answers }) =>
      answers.flatMap(({ behaviourChange, verdict }) => (verdict === 'exposed' ? [behaviourChange] : [])),
    ),
  );
  const open = asked.filter(
    ({ counts, noImage }) => counts.exposed === 0 && (counts.cannotTell > 0 || noImage !== null),
  ).length;
  const changes = counted(met.size, 'behaviour change');
  const shown =
    hit.length === 0
      ? `${asked.length === 1 ? 'The setup is not' : `None of ${asked.length} setups is`} known to be exposed to behaviour changes ${move('come')}`
      : `${hit.length} of ${counted(asked.length, 'setup')} ${hit.length === 1 ? 'is' : 'are'} exposed to ${changes} ${move(met.size === 1 ? 'comes' : 'come')}`;
  return open === 0
    ? `${shown}.`
    : `${shown}; of ${open}${hit.length === 0 ? '' : ' more'} not all can be told.`;
}

function nothingAsked(setups: number, gaps: number, files: number, to: string): string {
  if (setups > 0)
    return `${to} is no release for the nodes that ${counted(files, 'file speaks', 'files speak')} of.`;
  if (files === 0 && gaps === 0) return 'There is no file here, so that nothing was asked.';
  const unread = gaps === 0 ? '' : `, and ${counted(gaps, 'part')} could not be read`;
  return `No setup of nodes, pods or images in ${counted(files, 'file')}${unread}: nothing was asked.`;
}
