import { joinTexts, type LocatedText, sliceText, textAt } from '../located-text.ts';
import { linesOf, trimText } from '../split-text.ts';

/** One part of a MIME message. */
export interface MimePart {
  readonly type: string;
  readonly encoding: string;
  readonly body: LocatedText;
}

/** Header fields that stand before a part's text. A blank line has to follow, which people forget, so that names decide. */
const field =
  /^(content-[\w-]+|mime-version|number-attachments|merge-type|x-[\w-]+|launch-index|subject|from|to|date)\s*:\s*(.*)$/i;

/** A MIME message's own header and what is in it. A part that is a message itself is read the same way. */
export function mimeParts(whole: LocatedText): readonly MimePart[] {
  const { headers, body } = headed(whole);
  const type = headers.get('content-type') ?? '';
  if (!type.toLowerCase().startsWith('multipart/')) return [partOf(headers, body)];
  const named = /boundary\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;]+))/i.exec(type);
  const given = named?.[1] ?? named?.[2] ?? named?.[3];
  const lines = linesOf(body);
  const first = lines.find(({ text }) => text.startsWith('--') && text.length > 2);
  const boundary =
    given !== undefined && lines.some(({ text }) => text.trimEnd() === `--${given}`)
      ? `--${given}`
      : first?.text.trimEnd();
  if (boundary === undefined) return [];
  const parts: MimePart[] = [];
  let open: LocatedText[] | undefined;
  const close = (): void => {
    if (open === undefined) return;
    const inner = headed(joinTexts(open));
    if (inner.body.text.trim() !== '') parts.push(partOf(inner.headers, inner.body));
  };
  for (const line of lines) {
    const text = line.text.trimEnd();
    if (text === boundary || text === `${boundary}--`) {
      close();
      open = text === boundary ? [] : undefined;
    } else open?.push(line, textAt(line, line.text.length, '\n'));
  }
  close();
  return parts;
}

function partOf(headers: ReadonlyMap<string, string>, body: LocatedText): MimePart {
  const [type = ''] = (headers.get('content-type') ?? 'text/plain').split(';', 1);
  return {
    type: type.trim().toLowerCase().replaceAll(/["']/g, ''),
    encoding: (headers.get('content-transfer-encoding') ?? '').trim().toLowerCase(),
    body,
  };
}

function headed(whole: LocatedText): {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: LocatedText;
} {
  const headers = new Map<string, string>();
  let at = whole.text.length - whole.text.trimStart().length;
  let last = '';
  while (at < whole.text.length) {
    const found = whole.text.indexOf('\n', at);
    const end = found === -1 ? whole.text.length : found;
    const line = trimText(sliceText(whole, at, end)).text;
    const folded = /^[ \t]+\S/.test(whole.text.slice(at, end)) && last !== '';
    const named = field.exec(line);
    if (folded && named === null) headers.set(last, `${headers.get(last) ?? ''} ${line}`);
    else if (named?.[1] !== undefined) {
      last = named[1].toLowerCase();
      headers.set(last, named[2] ?? '');
    } else break;
    at = end + 1;
  }
  const blank = /^[ \t\r]*\n/.exec(whole.text.slice(at, at + 200))?.[0].length ?? 0;
  return { headers, body: sliceText(whole, Math.min(at + blank, whole.text.length)) };
}
