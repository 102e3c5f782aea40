import { clip } from './mrkdwn.ts';

/** The blocks that a message is made of, in Slack's own shape. */
export type Block =
  | { readonly type: 'header'; readonly text: PlainText }
  | { readonly type: 'section'; readonly text: Mrkdwn }
  | { readonly type: 'context'; readonly elements: readonly (Mrkdwn | PlainText)[] }
  | { readonly type: 'divider' };

interface PlainText {
  readonly type: 'plain_text';
  readonly text: string;
  readonly emoji?: boolean;
}

interface Mrkdwn {
  readonly type: 'mrkdwn';
  readonly text: string;
}

/** Slack refuses a whole message for one text that is longer: invalid_blocks. */
const headerLength = 150;
const sectionLength = 3000;

/** A headline; of one that is too long the last clause is kept, since it says what to do. */
export function header(text: string): Block {
  const last = Math.max(text.lastIndexOf(', '), text.lastIndexOf(': '));
  const clause = last > 0 && text.length - last < headerLength / 2 ? text.slice(last) : '';
  const cut = `${clip(text.slice(0, text.length - clause.length), headerLength - clause.length)}${clause}`;
  return { type: 'header', text: { type: 'plain_text', text: cut, emoji: true } };
}

/** A paragraph; the text is in Slack's markup, and whatever comes from outside is escaped in it. */
export function section(mrkdwn: string): Block {
  return { type: 'section', text: { type: 'mrkdwn', text: clip(mrkdwn, sectionLength) } };
}

/** Small print in Slack's markup. */
export function context(mrkdwn: string): Block {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: clip(mrkdwn, sectionLength) }] };
}

/** Small print that Slack shows as it is: words that quote what outsiders wrote. */
export function plainContext(text: string): Block {
  return { type: 'context', elements: [{ type: 'plain_text', text: clip(text, sectionLength) }] };
}

/** Characters of all texts of a block: Slack counts them over the message. */
export function lengthOf(block: Block): number {
  if (block.type === 'divider') return 0;
  if (block.type !== 'context') return block.text.text.length;
  return block.elements.reduce((length, { text }) => length + text.length, 0);
}

export const divider: Block = { type: 'divider' };
