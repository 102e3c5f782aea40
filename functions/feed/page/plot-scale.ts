/** In units of the drawing. */
export const plotWidth = 980;
export const margin = { left: 92, right: 96, bottom: 26 } as const;
/** Of the axis of versions: a mark at the first date, half a mark to the left of the rows, is beside it. */
export const axisWidth = 83;
/** Height of a mark of a behaviour change above the plot. */
export const markHeight = 17;

const msOfDay = 86_400_000;
/** Narrower rows would hide the strands in each other, higher ones would be mostly empty. */
const [leastRow, mostRow] = [7, 34];
/** What the rows take together, when there are many. */
const wantedHeight = 640;
/** Below it, texts of two rows touch. */
const leastTextGap = 12;
const mostStrandGap = 3;

export interface Scale {
  readonly height: number;
  /** Where the rows begin and end. */
  readonly top: number;
  readonly bottom: number;
  readonly x: (date: string) => number;
  readonly y: (version: string) => number;
  /** How far a strand is from the middle of its row, so that those that go together stay apart. */
  readonly offset: (strand: number) => number;
  /** Every so many rows have a text. */
  readonly textEvery: number;
  readonly years: readonly { readonly year: string; readonly x: number }[];
}

/** Places dates and versions. `dates` ascend; versions stand in rows of the same height, since they have no distance. */
export function scaleOf(
  versions: readonly string[],
  dates: readonly string[],
  strands: number,
  rowsOfMarks: number,
): Scale {
  const row = Math.max(leastRow, Math.min(mostRow, wantedHeight / versions.length));
  const top = rowsOfMarks * markHeight + 12;
  const bottom = top + row * versions.length;
  const [first = '2020-01-01', last = first] = [dates[0], dates.at(-1)];
  const start = dayNumber(first);
  const span = Math.max(30, dayNumber(last) - start);
  const x = (date: string) =>
    margin.left + ((dayNumber(date) - start) / span) * (plotWidth - margin.left - margin.right);
  const places = new Map(versions.map((version, index) => [version, bottom - row * (index + 0.5)]));
  const gap = Math.min(mostStrandGap, (row * 0.7) / strands);
  const years = [];
  for (let year = Number(first.slice(0, 4)) + 1; year <= Number(last.slice(0, 4)); year += 1)
    years.push({ year: String(year), x: x(`${year}-01-01`) });
  return {
    height: bottom + margin.bottom,
    top,
    bottom,
    x,
    y: (version) => places.get(version) ?? bottom,
    offset: (strand) => (strand - (strands - 1) / 2) * gap,
    textEvery: Math.ceil(leastTextGap / row),
    years,
  };
}

function dayNumber(date: string): number {
  return Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / msOfDay;
}
