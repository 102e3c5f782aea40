import type { Series } from '../../../shared/feed/series.ts';
import { tagDate } from '../../../shared/parameters/release-tag.ts';
import { compareSeverities } from '../../../shared/report/severity.ts';
import { viewAddress } from './address.ts';
import { type Html, html } from './html.ts';
import { markHeight, type Scale } from './plot-scale.ts';

type Change = Series['behaviourChanges'][number];

/** Behaviour changes that come and go together on the plot. */
export interface PlotChange {
  readonly changes: readonly Change[];
  readonly events: Change['events'];
}

/** Where some of them come in or go, with their number in the list below. */
export interface PlotMark {
  readonly number: number;
  readonly titles: readonly string[];
  readonly release: string;
  readonly date: string;
  readonly arrives: boolean;
  /** Of the gravest of them. */
  readonly severity: string;
  /** Those that would lie on each other stand in rows. */
  readonly row: number;
}

/** A mark is some 26 units wide. */
const marksAbreast = 30;

/** The behaviour changes that the plot shows: a new line of a package brings many at once, which share a mark. */
export function plotChangesOf({ behaviourChanges }: Series): readonly PlotChange[] {
  const met = behaviourChanges.filter(({ events }) => events.length > 0);
  const together = Map.groupBy(met, ({ events }) =>
    JSON.stringify(events.map(({ direction, release }) => [direction, release])),
  );
  return [...together.values()].map((changes) => ({ changes, events: changes[0]?.events ?? [] }));
}

/** Every coming and going on a plot of so many days. */
export function marksOf(plotChanges: readonly PlotChange[], days: number): readonly PlotMark[] {
  const marks = plotChanges
    .flatMap(({ changes, events }, index) =>
      events.map(({ direction, release }) => ({
        titles: changes.map(({ title }) => title),
        number: index + 1,
        release,
        date: tagDate(release),
        arrives: direction === 'introduced',
        severity: gravestOf(changes),
      })),
    )
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.number - b.number));
  const ends: number[] = [];
  return marks.map((mark) => {
    const at = Date.parse(mark.date) / 86_400_000;
    const free = ends.findIndex((end) => end <= at);
    const row = free === -1 ? ends.length : free;
    ends[row] = at + Math.max(1, days / marksAbreast);
    return { ...mark, row };
  });
}

function gravestOf(changes: readonly Change[]): string {
  const [gravest = 'routine'] = changes.map(({ severity }) => severity).sort(compareSeverities);
  return gravest;
}

/** A mark above the plot, and its line through it. A shape says whether the change comes or goes. */
export function markSvg(
  { arrives, date, number, release, row, severity, titles }: PlotMark,
  scale: Scale,
): Html {
  const x = round(scale.x(date));
  const y = row * markHeight + 13;
  return html`<a href="${viewAddress({ view: 'rollout', release })}" class="mark ${arrives ? `arrives ${severity}` : 'leaves'}">
    <title>${release} ${arrives ? 'brings' : 'takes back'}: ${titles.join('; ')}</title>
    <line x1="${x}" x2="${x}" y1="${y + 3}" y2="${round(scale.bottom)}"></line>
    <text x="${x}" y="${y}">${arrives ? '▲' : '▽'}${number}</text></a>`;
}

/** To a tenth of a unit: more is not seen, and would be sent. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
