import { type Html, html } from './html.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** An instant by its day, in UTC: `17 Aug 2024`. */
export function dayOf(instant: string): Html {
  const [year, month, day] = instant.slice(0, 10).split('-');
  return html`<time datetime="${instant.slice(0, 10)}">${Number(day)} ${months[Number(month) - 1]} ${year}</time>`;
}

/** An instant to the minute: `17 Aug 2024, 14:05 UTC`. */
export function minuteOf(instant: string): Html {
  return html`${dayOf(instant)}, ${instant.slice(11, 16)} UTC`;
}

/** Commands stand in backticks. */
export function withCode(text: string): readonly Html[] {
  return text.split('`').map((part, index) => (index % 2 === 0 ? html`${part}` : html`<code>${part}</code>`));
}

/** Only web addresses can be followed; anything else is shown as it is. */
export function linkTo(url: string): Html {
  const shown = url.replace(/^https:\/\/(?:www\.)?/, '');
  return url.startsWith('https://') ? html`<a href="${url}" rel="noreferrer">${shown}</a>` : html`${url}`;
}

/** A number with its word: `1 change`, `3 changes`. */
export function counted(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
