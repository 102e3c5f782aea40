import { minorOf, type Track } from '../../../shared/parameters/track.ts';
import { describeMinors } from '../../../shared/report/describe-tracks.ts';
import { type Html, html } from './html.ts';
import type { Place, Strand } from './plot-data.ts';
import { round } from './plot-marks.ts';
import type { Scale } from './plot-scale.ts';

/** Where some strands end, and on which tracks. */
interface End {
  readonly last: Place;
  readonly tracks: readonly Track[];
}

/** Width of a text of two minors, `1.25–1.27`: two that begin closer than that would lie on each other. */
const textWidth = 60;

/** What a strand is of stands where it ends; strands that end together, or nearly so, share the text. */
export function endsSvg(strands: readonly Strand[], scale: Scale): readonly Html[] {
  const ends = strands.flatMap(({ pieces, tracks }): End[] => {
    const last = pieces.at(-1)?.at(-1);
    return last === undefined ? [] : [{ last, tracks }];
  });
  const newest = ends.reduce((date, { last }) => (last.date > date ? last.date : date), '');
  const [late, early] = [true, false].map((isLate) =>
    ends.filter(({ last }) => (last.date === newest) === isLate),
  );
  // Others go on to the right of a strand that ends early: its text stands above them all.
  const above = scale.offset(strands.length - 1) + 7;
  return [
    ...joined(early ?? [], scale).map(
      ({ last, tracks }) =>
        html`<text class="early" x="${round(scale.x(last.date))}" y="${round(scale.y(last.upstream) - above)}">${minorsOf(tracks)}</text>`,
    ),
    ...joined(late ?? [], scale).map(
      ({ last, tracks }) =>
        html`<text x="${round(scale.x(last.date) + 9)}" y="${round(scale.y(last.upstream) + 4)}">${minorsOf(tracks)}</text>`,
    ),
  ];
}

/** Ends on one row whose texts would meet are one end, at the place of the last. */
function joined(ends: readonly End[], scale: Scale): readonly End[] {
  const ordered = ends.toSorted((a, b) => (a.last.date < b.last.date ? -1 : 1));
  const found: End[] = [];
  for (const end of ordered) {
    const near = found.findIndex(
      ({ last }) =>
        last.upstream === end.last.upstream && scale.x(end.last.date) - scale.x(last.date) < textWidth,
    );
    const met = found[near];
    if (met === undefined) found.push(end);
    else found[near] = { last: end.last, tracks: [...met.tracks, ...end.tracks] };
  }
  return found;
}

function minorsOf(tracks: readonly Track[]): string {
  return describeMinors([...new Set(tracks.map(minorOf))]);
}
