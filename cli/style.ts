import { styleText } from 'node:util';
import { plainStyle, type TextStyle } from '../shared/announce/text.ts';
import type { ReportSeverity } from '../shared/report/severity.ts';

const colours: Readonly<Record<ReportSeverity, Parameters<typeof styleText>[0]>> = {
  breaking: ['bgRed', 'whiteBright', 'bold'],
  security: ['bgMagenta', 'whiteBright', 'bold'],
  behaviour: ['bgYellow', 'black', 'bold'],
  deprecation: ['bgBlue', 'whiteBright'],
  unknown: ['inverse'],
  routine: ['dim'],
};

/** Colours where the terminal wants them: a TTY, unless NO_COLOR says otherwise; FORCE_COLOR brings them anywhere. */
export function styleFor(stream: NodeJS.WriteStream): TextStyle {
  const wanted = stream.isTTY || process.env['FORCE_COLOR'] !== undefined;
  if (!wanted || process.env['NO_COLOR'] !== undefined) return plainStyle;
  const paint = (format: Parameters<typeof styleText>[0], text: string) =>
    styleText(format, text, { validateStream: false });
  return {
    severity: (severity, text) => paint(colours[severity], text),
    strong: (text) => paint('bold', text),
    dim: (text) => paint('dim', text),
  };
}

/** Columns to write in: the terminal's, between 60 and 100, and 80 where there is none. */
export function widthOf(stream: NodeJS.WriteStream): number {
  return Math.max(60, Math.min(100, stream.columns ?? 80));
}
