import type { TextStyle } from '../../shared/announce/text.ts';
import type { Finding } from './check.ts';

/** `ok    table      The table answers.`, with the remedy on a line of its own. */
export function renderFinding(
  { check, remedy, status, text }: Finding & { readonly check: string },
  style: TextStyle,
): string {
  const mark = status === 'ok' ? style.dim('ok  ') : style.strong(status);
  const line = `${mark}  ${check.padEnd(14)}${text}`;
  return remedy === undefined ? line : `${line}\n${' '.repeat(20)}${style.dim(remedy)}`;
}
