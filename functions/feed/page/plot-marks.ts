import type { Series } from '../../../shared/feed/series.ts';
import { type ReleaseTag, tagDate } from '../../../shared/parameters/release-tag.ts';
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
  /** The releases with which they do, the first one first: some come in image by image, release by release. */
  readonly releases: readonly [ReleaseTag, ...ReleaseTag[]];
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

/** Every coming and going on a plot of so many days. What comes or goes again where its mark still is, is on that mark. */
export function marksOf(plotChanges: readonly PlotChange[], days: number): readonly PlotMark[] {
  const width = Math.max(1, days / marksAbreast);
  const marks = plotChanges
    .flatMap(({ changes, events }, index) =>
      nearTogether(events, width).map(({ arrives, releases }) => ({
        titles: changes.map(({ title }) => title),
        number: index + 1,
        releases,
        arrives,
        severity: gravestOf(changes),
      })),
    )
    .sort((a, b) => dayOf(a.releases[0]) - dayOf(b.releases[0]) || a.number - b.number);
  const ends: number[] = [];
  return marks.map((mark) => {
    const at = dayOf(mark.releases[0]);
    const free = ends.findIndex((end) => end <= at);
    const row = free === -1 ? ends.length : free;
    ends[row] = at + width;
    return { ...mark, row };
  });
}

/** Events of one direction within the width of a mark, in days, are one, unless it went the other way in between. */
function nearTogether(
  events: Change['events'],
  width: number,
): readonly Pick<PlotMark, 'arrives' | 'releases'>[] {
  const found: Pick<PlotMark, 'arrives' | 'releases'>[] = [];
  for (const { direction, release } of events.toSorted((a, b) => dayOf(a.release) - dayOf(b.release))) {
    const arrives = direction === 'introduced';
    const last = found.at(-1);
    const isNear = last?.arrives === arrives && dayOf(release) - dayOf(last.releases[0]) < width;
    if (last === undefined || !isNear) found.push({ arrives, releases: [release] });
    else found[found.length - 1] = { arrives, releases: [...last.releases, release] };
  }
  return found;
}

function dayOf(release: ReleaseTag): number {
  return Date.parse(tagDate(release)) / 86_400_000;
}

function gravestOf(changes: readonly Change[]): string {
  const [gravest = 'routine'] = changes.map(({ severity }) => severity).sort(compareSeverities);
  return gravest;
}

/** The lines of a mark through the plot, a release each: they lie below the texts of all marks. */
export function markLines({ arrives, releases, row, severity }: PlotMark, scale: Scale): Html {
  const y = row * markHeight + 16;
  return html`<g class="mark-lines ${arrives ? `arrives ${severity}` : 'leaves'}">${releases.map(
    (release) => {
      const x = round(scale.x(tagDate(release)));
      return html`<line x1="${x}" x2="${x}" y1="${y}" y2="${round(scale.bottom)}"></line>`;
    },
  )}</g>`;
}

/** A mark above the plot. A shape says whether the change comes or goes. */
export function markSvg({ arrives, number, releases, row, severity, titles }: PlotMark, scale: Scale): Html {
  const [first, ...more] = releases;
  const does = arrives ? 'brings' : 'takes back';
  const also = more.length === 0 ? '' : `, elsewhere ${more.join(', ')}`;
  return html`<a href="${viewAddress({ view: 'rollout', release: first })}" class="mark ${arrives ? `arrives ${severity}` : 'leaves'}">
    <title>${first}${also} ${does}: ${titles.join('; ')}</title>
    <text x="${round(scale.x(tagDate(first)))}" y="${row * markHeight + 13}">${arrives ? '▲' : '▽'}${number}</text></a>`;
}

/** To a tenth of a unit: more is not seen, and would be sent. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
