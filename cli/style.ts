import { styleText } from 'node:util';
import { plainStyle, type TextStyle } from '../shared/announce/text.ts';
import type { ReportSeverity } from '../shared/report/severity.ts';

const colours: Readonly<Record<ReportSeverity, Parameters<typeof styleText>[0]>> = {
  breaking: ['bgRed', 'whiteBright', 'bold'],
  unreviewed: ['bgCyan', 'black', 'bold'],
  security: ['bgMagenta', 'whiteBright', 'bold'],
  behaviour: ['bgYellow', 'black', 'bold'],
  deprecation: ['bgBlue', 'whiteBright'],
  unknown: ['inverse'],
  routine: ['dim'],
};

/** Colours where the terminal wants them: a TTY, unless NO_COLOR (not empty) or a dumb terminal says no; FORCE_COLOR decides alone: 0 none, else anywhere. */
export function styleFor(stream: NodeJS.WriteStream): TextStyle {
  const { FORCE_COLOR: forced, NO_COLOR: refused, TERM: terminal } = process.env;
  const wanted = forced === undefined ? stream.isTTY && terminal !== 'dumb' && !refused : forced !== '0';
  if (!wanted) return plainStyle;
  const paint = (format: Parameters<typeof styleText>[0], text: string) =>
    styleText(format, text, { validateStream: false });
  return {
    severity: (severity, text) => paint(colours[severity], text),
    strong: (text) => paint('bold', text),
    dim: (text) => paint('dim', text),
  };
}

/** Columns to write in: the terminal's, or else those that COLUMNS names, or 80; between 60 and 100. */
export function widthOf(stream: NodeJS.WriteStream): number {
  const { COLUMNS: named = '' } = process.env;
  const columns = stream.columns ?? (/^[1-9]\d{0,3}$/.test(named) ? Number(named) : 80);
  return Math.max(60, Math.min(100, columns));
}
