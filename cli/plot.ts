/** A row's label at an instant, kept until the next point. */
export interface Point {
  readonly at: number;
  readonly row: string;
}

/**
 * Steps over time as text: a line a row, in the order given, with a bar from each point to the next. A step that is
 * shorter than a column still shows. The last line has the dates of both ends.
 */
export function plotSteps(
  points: readonly Point[],
  rows: readonly string[],
  width: number,
  dateOf: (at: number) => string,
): readonly string[] {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return [];
  const label = Math.max(...rows.map((row) => row.length));
  const columns = Math.max(24, width - label - 3);
  const span = Math.max(1, last.at - first.at);
  const columnOf = (at: number) => Math.round(((at - first.at) / span) * (columns - 1));
  const cells = new Map(rows.map((row) => [row, Array.from({ length: columns }, () => ' ')]));
  for (const [index, { at, row }] of points.entries()) {
    const from = columnOf(at);
    const next = points[index + 1];
    const to = next === undefined ? columns : Math.max(from + 1, columnOf(next.at));
    cells.get(row)?.fill('█', from, to);
  }
  const [start, end] = [dateOf(first.at), dateOf(last.at)];
  return [
    ...rows.map((row) => `${row.padStart(label)} ┤${(cells.get(row) ?? []).join('').trimEnd()}`),
    `${' '.repeat(label)} └${'─'.repeat(columns)}`,
    `${' '.repeat(label + 2)}${start}${end.padStart(columns - start.length)}`,
  ];
}
