import { type Html, html } from './html.ts';

/** Each severity has a shape and a word of its own: it is read without colour. */
const marks: Readonly<Record<string, readonly [shape: string, word: string]>> = {
  breaking: ['▲', 'Breaking'],
  unreviewed: ['◈', 'Unreviewed'],
  security: ['◆', 'Security'],
  behaviour: ['●', 'Behaviour'],
  deprecation: ['◐', 'Deprecation'],
  unknown: ['?', 'Unknown'],
  routine: ['○', 'Routine'],
};

/** A severity as people read it. */
export function severityWord(severity: string): string {
  return marks[severity]?.[1] ?? severity;
}

/** Its shape alone, for places where the word is next to it. */
export function severityShape(severity: string): string {
  return marks[severity]?.[0] ?? '?';
}

/** Shape and word. */
export function severityMark(severity: string): Html {
  return html`<span class="severity ${severity}"><span aria-hidden="true">${severityShape(severity)}</span> ${severityWord(severity)}</span>`;
}
