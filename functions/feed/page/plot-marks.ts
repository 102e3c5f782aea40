import type { Series } from '../../../shared/feed/series.ts';
import { tagDate } from '../../../shared/parameters/release-tag.ts';
import { viewAddress } from './address.ts';
import { type Html, html } from './html.ts';
import { markHeight, type Scale } from './plot-scale.ts';

/** A behaviour change that comes in or goes on the plot, with its number in the list below. */
export interface PlotMark {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly release: string;
  readonly date: string;
  readonly arrives: boolean;
  /** Those that would lie on each other stand in rows. */
  readonly row: number;
}

/** In days of the plot's width: a mark is some 26 units wide. */
const marksAbreast = 36;

/** Every coming and going of the behaviour changes of a package; where one does both on different tracks, both. */
export function marksOf({ behaviourChanges }: Series, days: number): readonly PlotMark[] {
  const marks = behaviourChanges
    .flatMap(({ events, id, title }, index) =>
      events.map(({ direction, release }) => ({
        id,
        title,
        number: index + 1,
        release,
        date: tagDate(release),
        arrives: direction === 'introduced',
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

/** A mark above the plot, and its line through it. A shape says whether the change comes or goes. */
export function markSvg({ arrives, date, id, number, release, row, title }: PlotMark, scale: Scale): Html {
  const x = round(scale.x(date));
  const y = row * markHeight + 13;
  return html`<a href="${viewAddress({ view: 'known', behaviourChange: id })}" class="mark ${arrives ? 'arrives' : 'leaves'}">
    <title>${release}: ${title} ${arrives ? 'comes in' : 'is taken back'}</title>
    <line x1="${x}" x2="${x}" y1="${y + 3}" y2="${round(scale.bottom)}"></line>
    <text x="${x}" y="${y}">${arrives ? '▲' : '▽'}${number}</text></a>`;
}

/** To a tenth of a unit: more is not seen, and would be sent. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
