/** A row with its spans spread out: one text a column. */
export interface Row {
  /** Where the row begins, from 1. */
  readonly line: number;
  readonly heading: boolean;
  readonly cells: readonly string[];
}

/** A `<td>` or `<th>` as written. */
export interface SpanningCell {
  readonly heading: boolean;
  readonly columns: number;
  readonly rows: number;
  text: string;
}

/** Tables have at most 6 columns; a row that claims more than this is cut, and then fails for its width. */
export const columnLimit = 64;
const rowspanLimit = 1_000;

/** What a cell's `colspan` and `rowspan` say, bounded: `colspan="999999999"` must not cost memory. */
export function spansOf(
  colspan: string | undefined,
  rowspan: string | undefined,
): { columns: number; rows: number } {
  return { columns: span(colspan, columnLimit + 1), rows: span(rowspan, rowspanLimit) };
}

function span(text: string | undefined, limit: number): number {
  return text !== undefined && /^\d+$/.test(text) ? Math.max(1, Math.min(Number(text), limit)) : 1;
}

/** Spreads the rows of one table: a cell that spans columns or rows is repeated in each. */
export function tableGrid(): (line: number, written: readonly SpanningCell[]) => Row {
  const carried: { text: string; rows: number }[] = [];
  return (line, written) => {
    const cells: string[] = [];
    const takeCarried = () => {
      for (
        let from = carried[cells.length];
        from !== undefined && from.rows > 0;
        from = carried[cells.length]
      ) {
        from.rows -= 1;
        cells.push(from.text);
      }
    };
    takeCarried();
    for (const { columns, rows, text } of written) {
      for (let column = 0; column < columns && cells.length <= columnLimit; column += 1) {
        carried[cells.length] = { text, rows: rows - 1 };
        cells.push(text);
      }
      takeCarried();
    }
    return { line, heading: written.every(({ heading }) => heading), cells };
  };
}
