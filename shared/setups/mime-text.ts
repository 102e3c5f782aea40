import { isKnown, joinTexts, type LocatedText, textAt } from './located-text.ts';
import type { Tree } from './tree/tree.ts';

/** A part of user data that some tool puts into a MIME archive. */
export interface Part {
  readonly type: Tree | undefined;
  readonly content: Tree | undefined;
}

/** cloud-init knows a part without a type by its first line. */
const anyType = 'text/plain';

const boundary = '==part-of-user-data==';

/** The archive that a tool makes of parts, which keep their places. */
export function mimeText(parts: readonly Part[], source: LocatedText): LocatedText {
  const mark = (text: string): LocatedText => textAt(source, 0, text);
  const all = [mark(`MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="${boundary}"\n\n`)];
  for (const { type, content } of parts) {
    if (content === undefined || content.is === 'null') continue;
    const named = type?.is === 'text' && isKnown(type.text) ? type.text.text : anyType;
    all.push(mark(`--${boundary}\nContent-Type: ${named}\n\n`));
    if (content.is === 'text') all.push(content.text);
    all.push(mark('\n'));
  }
  all.push(mark(`--${boundary}--\n`));
  return joinTexts(all.filter(({ text }) => text !== ''));
}
