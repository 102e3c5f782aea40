import { join } from 'node:path';
import { type BehaviourChange, severities } from '../../shared/behaviour/behaviour-change.ts';
import { releaseNotesUrl } from '../../shared/parameters/release-tag.ts';
import { describeTracks } from '../../shared/report/describe-tracks.ts';
import type { RecordedInput } from '../backtest/recorded-inputs.ts';
import { describePlace } from './describe-place.ts';
import { type Firing, firingsOf } from './firings.ts';
import { leftOut } from './left-out.ts';

/** Where the index of the knowledge base is. */
export const indexPagePath = join(import.meta.dirname, '../../docs/behaviour-changes.md');

/** The index of the knowledge base in Markdown: by severity, by component, and by recorded release. */
export function renderIndexPage(
  entries: readonly BehaviourChange[],
  inputs: readonly RecordedInput[],
): string {
  const firings = firingsOf(entries, inputs);
  return [
    '# Known behaviour changes',
    `All ${entries.length} entries of the knowledge base. \`npm run compile\` writes this page; \`npx amiwatch behaviour show ID\` has\nall of an entry, and [adding one](adding-a-behaviour-change.md) takes an hour.`,
    '## By severity',
    ...severities.flatMap((severity) => bySeverity(severity, entries)),
    '## By component',
    byComponent(entries),
    '## By release',
    'Recorded releases with which one came (+) or was taken back (−), and where.',
    byRelease(entries, firings),
    '## Not among them',
    leftOut.map(({ name, reason }) => `- **${name}**: ${reason}`).join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

function bySeverity(severity: string, entries: readonly BehaviourChange[]): readonly string[] {
  const list = entries.filter((entry) => entry.severity === severity);
  if (list.length === 0) return [];
  const items = list.map(
    (entry) =>
      `- ${linkTo(entry.id)}: ${cell(entry.title)}. ${entry.affected.map((place) => `\`${describePlace(place)}\``).join('; ')}`,
  );
  return [`### ${severity} (${list.length})`, items.join('\n')];
}

function byComponent(entries: readonly BehaviourChange[]): string {
  const components = [...Map.groupBy(entries, ({ component }) => component)].sort(([a], [b]) =>
    a.localeCompare(b, 'en'),
  );
  return components
    .map(([component, list]) => `- ${cell(component)}: ${list.map(({ id }) => linkTo(id)).join(', ')}`)
    .join('\n');
}

function byRelease(
  entries: readonly BehaviourChange[],
  firings: ReadonlyMap<string, readonly Firing[]>,
): string {
  const all = entries.flatMap(({ id }) => (firings.get(id) ?? []).map((firing) => ({ id, ...firing })));
  return [...Map.groupBy(all, ({ release }) => release)]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([release, list]) => {
      const items = list.map(
        ({ among, direction, id, tracks }) =>
          `  - ${direction === 'introduced' ? '+' : '−'} ${linkTo(id)}: ${describeTracks(tracks, among)}`,
      );
      return [`- [${release}](${releaseNotesUrl(release)})`, ...items].join('\n');
    })
    .join('\n');
}

function linkTo(id: string): string {
  return `[${id}](../shared/behaviour/entries/${id}.yaml)`;
}

/** Text of an entry that Markdown would take for its own. */
function cell(text: string): string {
  return text.replaceAll(/[<>|*_[\]]/g, (sign) => `\\${sign}`);
}
