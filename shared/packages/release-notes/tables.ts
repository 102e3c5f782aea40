import { Parser } from 'htmlparser2';
import type { Minor } from '../../parameters/track.ts';
import { quoted } from '../../problem.ts';
import { type Row, type SpanningCell, spansOf, tableGrid } from './grid.ts';
import type { Report } from './problems.ts';

/** A table of the notes and the Kubernetes section that it stands in. */
export interface Table {
  /** `undefined` outside the sections. */
  readonly kubernetes: Minor | undefined;
  readonly line: number;
  /** Without the rows that have no cells. */
  readonly rows: readonly Row[];
}

/** The parser's own stack costs the square of its depth; the notes nest 5 deep. */
const depthLimit = 64;
const cellLimit = 50_000;
const cellLength = 500;

const sectionTitle = /^Kubernetes ([1-9]\d?\.(?:0|[1-9]\d{0,2}))$/;
const hiding = new Set(['script', 'style', 'template', 'textarea', 'title']);

/** Every table in the notes' HTML, which leaves rows unclosed: a row begins at each `<tr>`, whatever came before. */
export function readTables(html: string, report: Report, firstLine = 1): readonly Table[] {
  const tables: Table[] = [];
  const lineAt = lineCounter(html, firstLine);
  /** The open `<details>`, innermost last. */
  const sections: (Minor | 'unknown' | undefined)[] = [];
  let [depth, hidden, cells] = [0, 0, 0];
  let summary: { readonly line: number; text: string } | undefined;
  let table: { line: number; rows: Row[]; spread: ReturnType<typeof tableGrid> } | undefined;
  let row: { line: number; cells: SpanningCell[] } | undefined;
  let cell: SpanningCell | undefined;

  const endRow = () => {
    if (table !== undefined && row !== undefined && row.cells.length > 0) {
      const spread = table.spread(row.line, row.cells);
      cells += spread.cells.length;
      table.rows.push(spread);
    }
    row = cell = undefined;
  };
  const endTable = () => {
    endRow();
    const kubernetes = sections.at(-1);
    if (table !== undefined && kubernetes !== 'unknown') {
      tables.push({ kubernetes, line: table.line, rows: table.rows });
    }
    table = undefined;
  };
  const endSummary = () => {
    if (summary === undefined || sections.length === 0) return;
    const [, minor] = sectionTitle.exec(tidy(summary.text)) ?? [];
    if (minor === undefined) {
      const message = `${quoted(tidy(summary.text))} is no section "Kubernetes <minor>"; its tables are not read.`;
      report('unknown-section', `line ${summary.line}`, message);
    }
    sections[sections.length - 1] = (minor as Minor | undefined) ?? 'unknown';
    summary = undefined;
  };
  const stop = (what: string) => {
    report('document-too-large', `line ${lineAt(parser.startIndex)}`, `${what}; what follows is not read.`);
    parser.pause();
  };

  /** Markup within a cell parts its texts: two versions around a line break are not one long one. */
  const separate = () => {
    const target = summary ?? cell;
    if (target !== undefined && target.text !== '') target.text += ' ';
  };
  const parser = new Parser({
    onopentag(name, { colspan, rowspan }) {
      depth += 1;
      separate();
      const line = lineAt(parser.startIndex);
      if (hiding.has(name)) hidden += 1;
      if (name === 'details') sections.push(undefined);
      if (name === 'summary') summary = { line, text: '' };
      if (name === 'table') {
        endTable();
        table = { line, rows: [], spread: tableGrid() };
      }
      if (name === 'tr') {
        endRow();
        row = { line, cells: [] };
      }
      if (name === 'td' || name === 'th') {
        row ??= { line, cells: [] };
        cell = { heading: name === 'th', ...spansOf(colspan, rowspan), text: '' };
        row.cells.push(cell);
      }
      if (depth > depthLimit) stop(`Elements nest more than ${depthLimit} deep`);
      if (cells > cellLimit) stop(`There are more than ${cellLimit} cells`);
    },
    ontext(text) {
      const target = summary ?? cell;
      if (hidden === 0 && target !== undefined && target.text.length < cellLength) target.text += text;
    },
    onclosetag(name, implied) {
      depth -= 1;
      separate();
      if (hiding.has(name)) hidden -= 1;
      if (name === 'summary') endSummary();
      if (name === 'td' || name === 'th') cell = undefined;
      if (name === 'tr') endRow();
      if (name === 'table') endTable();
      if (name === 'details') {
        if (implied) report('cut-short', 'the end', 'A section has no end: the document seems to be cut.');
        endTable();
        sections.pop();
      }
    },
  });
  parser.end(html);
  endTable();
  return tables.map(({ rows, ...rest }) => ({ ...rest, rows: rows.map(tidyRow) }));
}

function tidyRow(row: Row): Row {
  return { ...row, cells: row.cells.map(tidy) };
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** The line of an index. Indexes must be asked for in ascending order. */
function lineCounter(text: string, firstLine: number): (index: number) => number {
  let [line, next] = [firstLine, text.indexOf('\n')];
  return (index) => {
    while (next !== -1 && next < index) {
      line += 1;
      next = text.indexOf('\n', next + 1);
    }
    return line;
  };
}
