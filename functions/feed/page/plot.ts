import type { Series } from '../../../shared/feed/series.ts';
import type { Track } from '../../../shared/parameters/track.ts';
import { describeTracks } from '../../../shared/report/describe-tracks.ts';
import { viewAddress } from './address.ts';
import { type Html, html } from './html.ts';
import { colourOf } from './plot-colours.ts';
import { type PlotPoint, plotDataOf, type Strand } from './plot-data.ts';
import { endsSvg } from './plot-ends.ts';
import { markLines, markSvg, marksOf, plotChangesOf, round } from './plot-marks.ts';
import { axisWidth, margin, plotWidth, type Scale, scaleOf } from './plot-scale.ts';

/** A package's versions over time as a step plot: a strand for each track, a row for each version. */
export function plotOf(series: Series): Html {
  const data = plotDataOf(series);
  const { points, strands, versions } = data;
  const all = strands.flatMap(({ tracks }) => tracks);
  const colour = colourOf(strands);
  const dates = points.map(({ date }) => date);
  const days = (Date.parse(dates.at(-1) ?? '') - Date.parse(dates[0] ?? '')) / 86_400_000;
  const marks = marksOf(plotChangesOf(series), Number.isFinite(days) ? days : 0);
  const scale = scaleOf(versions, dates, strands.length, Math.max(0, ...marks.map(({ row }) => row + 1)));
  return html`<div class="plot-sheet"><svg class="plot" viewBox="0 0 ${plotWidth} ${round(scale.height)}" width="${plotWidth}" height="${round(scale.height)}" role="group" aria-label="Versions of ${series.package} over time">
    <g class="grid">${gridSvg(versions, scale)}</g>
    ${marks.map((mark) => markLines(mark, scale))}
    ${marks.map((mark) => markSvg(mark, scale))}
    <g class="strands">${strands.map((strand, index) => html`<path class="strand s${colour(strand)}" data-strand="${index}" d="${pathOf(strand, index, scale)}"></path>`)}</g>
    <g class="points">${points.map((point) => pointSvg(point, series.package, all, scale))}</g>
    <g class="ends">${endsSvg(strands, scale)}</g>
  </svg>${axisSvg(versions, scale)}</div>`;
}

/** The versions beside the rows, in a drawing of their own: it stays where it is when the plot is moved sideways. */
function axisSvg(versions: readonly string[], scale: Scale): Html {
  const shown = versions.filter((_, index) => index % scale.textEvery === 0);
  return html`<svg class="plot-axis" viewBox="0 0 ${axisWidth} ${round(scale.height)}" aria-hidden="true">${shown.map((version) => html`<text class="version" x="${axisWidth - 3}" y="${round(scale.y(version) + 4)}">${version}</text>`)}</svg>`;
}

function gridSvg(versions: readonly string[], scale: Scale): readonly Html[] {
  const right = plotWidth - margin.right;
  const rows = versions.flatMap((version, index) =>
    index % scale.textEvery === 0
      ? [
          html`<line x1="${margin.left}" x2="${right}" y1="${round(scale.y(version))}" y2="${round(scale.y(version))}"></line>`,
        ]
      : [],
  );
  const years = scale.years.map(
    ({
      x,
      year,
    }) => html`<line x1="${round(x)}" x2="${round(x)}" y1="${round(scale.top)}" y2="${round(scale.bottom)}"></line>
      <text class="year" x="${round(x)}" y="${round(scale.bottom + 18)}">${year}</text>`,
  );
  return [...rows, ...years];
}

/** A version holds until the next release brings another one. */
function pathOf({ pieces }: Strand, index: number, scale: Scale): string {
  const offset = scale.offset(index);
  return pieces
    .map((places) =>
      places
        .map(({ date, upstream }, step) => {
          const [x, y] = [round(scale.x(date)), round(scale.y(upstream) + offset)];
          return step === 0 ? `M${x} ${y}` : `H${x}V${y}`;
        })
        .join(''),
    )
    .join('');
}

function pointSvg(point: PlotPoint, name: string, all: readonly Track[], scale: Scale): Html {
  const { change, date, release, strands, tracks, upstream, withdrawn } = point;
  const offsets = strands.map(scale.offset);
  const [x, y] = [scale.x(date), scale.y(upstream)];
  const [least, most] = [Math.min(...offsets) - 3.2, Math.max(...offsets) + 3.2];
  const middle = y + (least + most) / 2;
  const what = withdrawn ? 'taken back by AWS' : (change ?? 'as before');
  return html`<a class="point ${withdrawn ? 'withdrawn' : change}" href="${viewAddress({ view: 'rollout', release })}" data-strands="${strands.join(' ')}">
    <title>${release}, ${date}: ${name} ${upstream}, ${what}, ${describeTracks(tracks, all)}</title>
    <rect x="${round(x - 3.2)}" y="${round(y + least)}" width="6.4" height="${round(most - least)}" rx="3.2"></rect>${withdrawn ? html`<path class="strike" d="M${round(x - 6)} ${round(middle + 4)}L${round(x + 6)} ${round(middle - 4)}"></path>` : undefined}</a>`;
}
