import {
  doubtText,
  type Hole,
  holeAt,
  holeMark,
  joinTexts,
  type LocatedText,
  sliceText,
} from '../located-text.ts';

/** Directives of Terraform's and of Jinja's templates; they have a line's length at most. */
const directive = /%\{[~-]?\s*(?:if|else|endif|for|endfor)\b[^}\n]{0,500}\}|\{%[^%\n]{0,500}%\}/g;
const jinjaValue = /\{\{[^{}\n]{0,500}\}\}/g;

const terraformValue = /(?<!\$)\$\{[^}\n]{0,500}\}/g;

/** Whose template a text is, where it is one. */
export type Template = 'jinja' | 'terraform';

/** Whether a text has what only a template of Terraform's has; `${name}` alone is a shell's as well. */
export function isTerraform(text: string): boolean {
  return /%\{[~-]?\s*(?:if|for)\b|\$\{~|~\}|\$\$\{/.test(text);
}

/** A text of a template with holes for what only its rendering decides, and with doubt on what stands between a condition and its end. */
export function markDoubts(whole: LocatedText, template: Template | undefined): LocatedText {
  const directives = replaced(whole, directive, 'is decided by a template', 'directive');
  const values = { jinja: jinjaValue, terraform: terraformValue };
  const text =
    template === undefined
      ? directives
      : unescaped(replaced(directives, values[template], 'is filled in by a template', 'value'));
  if (!text.runs.some(({ hole }) => hole?.kind === 'directive')) return text;
  let depth = 0;
  const parts: LocatedText[] = [];
  for (const run of text.runs) {
    const part = sliceText(text, run.at, run.at + run.length);
    if (run.hole?.kind === 'directive') depth = Math.max(0, depth + stepOf(run.hole.text));
    parts.push(depth > 0 ? doubtText(part) : part);
  }
  return joinTexts(parts);
}

function stepOf(written: string): number {
  if (/^[%{~\-\s]*(if|for)\b/.test(written)) return 1;
  return /^[%{~\-\s]*end/.test(written) ? -1 : 0;
}

/** `$${name}` is what a template of Terraform's writes for a script's own `${name}`. */
function unescaped(whole: LocatedText): LocatedText {
  if (!whole.text.includes('$${')) return whole;
  const parts: LocatedText[] = [];
  let from = 0;
  for (const { index } of whole.text.matchAll(/\$\$\{/g)) {
    parts.push(sliceText(whole, from, index));
    from = index + 1;
  }
  return joinTexts([...parts, sliceText(whole, from)]);
}

function replaced(whole: LocatedText, what: RegExp, why: string, kind: Hole['kind']): LocatedText {
  const parts: LocatedText[] = [];
  let from = 0;
  for (const { index, 0: text } of whole.text.matchAll(what)) {
    if (text.includes(holeMark)) continue;
    parts.push(sliceText(whole, from, index), holeAt(whole, index, { text, why, kind }));
    from = index + text.length;
  }
  return parts.length === 0 ? whole : joinTexts([...parts, sliceText(whole, from)]);
}
