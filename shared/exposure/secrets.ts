/**
 * The parts of a text that may be kept: what stands between its secrets. A text without any gives itself.
 *
 * Nobody can tell a secret by its looks for sure. This takes away too much rather than too little: names such as `password` with
 * what follows them, keys and tokens of known shapes, and long words that look drawn by lot. It takes time in proportion to the text.
 */
export function withoutSecrets(text: string): readonly string[] {
  const spans = [...shapes.flatMap((shape) => spansOf(text, shape)), ...randomWords(text)];
  const pieces: string[] = [];
  let from = 0;
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
    if (end <= from) continue;
    if (start >= from) pieces.push(text.slice(from, start));
    from = end;
  }
  return [...pieces, text.slice(from)];
}

/** What stands where something was taken away. */
export const hidden = '(not kept)';

/** Whether some of a value was taken away that its file says. */
export function isTakenAway({ known, text }: { readonly known: boolean; readonly text: string }): boolean {
  return !known && text.includes('(not kept');
}

/** The text with its secrets taken out. */
export function maskSecrets(text: string): string {
  return withoutSecrets(text).join(hidden);
}

/** Whether what a setting of this name holds is a secret, whatever it looks like. */
export function namesSecret(name: string): boolean {
  return secretName.test(name);
}

const secretName =
  /(?:pass(?:word|wd|phrase)?|pwd|secret|token|credentials?|auth|private[-_]?key|access[-_]?key|api[-_]?key|key[-_]?data)["'\]]?(?:\[\d*\])*$/i;

type Span = readonly [start: number, end: number];

/** Each has the secret as its group, and reads on behind it, so that none of them looks at a character more than a few times. */
const shapes: readonly RegExp[] = [
  /(-----BEGIN (?:(?!-----END)[\s\S])*(?:-----END[^\n]{0,60})?)/dg,
  /\b((?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{12,16})/dg,
  // Crypt's hashes: $6$salt$hash.
  /(\$[1-9][a-z]?\$[^\s:'"]+)/dg,
  // Before an address's host, and before a host alone: https://login:password@host, https://token@host, login:password@host:/path.
  /\/\/([^\s/@'"]{1,300})@/dg,
  /(?:^|[\s'"=,])([^\s/@:'"=,]{1,100}:[^\s/@'"]{1,200})@/dg,
  // What a program is given as login and password: curl -u login:password.
  /(?:^|\s)(?:-u|--(?:proxy-)?user)[\s=]{0,5}["']?[^\s:'"]{1,100}:([^\s'"]+)/dg,
  // Signatures and keys are as often in what an address asks for.
  /:\/\/[^\s?'"]{1,500}\?([^\s'"]+)/dg,
  // Tokens of GitHub, GitLab, Slack, Stripe, Google, npm, PyPI, Docker and Vault by how they begin.
  /\b((?:gh[oprsu]_|github_pat_|gl(?:agent|cbt|dt|ft|imt|pat|ptt|rt|soat)-|xox[a-z]-|[rs]k_(?:live|test)_|AIza|npm_|pypi-|dckr_pat_|hv[bs]\.)[\w.-]{6,})/dg,
  /\b(eyJ[\w-]{6,}(?:\.[\w-]*)*)/dg,
  /\b(?:bearer|basic)\s{1,5}([^\s'"]{8,})/dgi,
  /(?:pass(?:word|wd|phrase)?|pwd|secret|token|credentials?|auth|(?:private|access|api)[-_]?key)["'\]]{0,2}\s{0,5}[\s=:]\s{0,5}(?:[|>][+-]?\s{1,40})?["']?([^\s"']+)/dgi,
];

function spansOf(text: string, shape: RegExp): readonly Span[] {
  return [...text.matchAll(shape)].flatMap(({ indices }) => (indices?.[1] === undefined ? [] : [indices[1]]));
}

/** Keys and tokens are at least that long; names that people make up and that mix so much are shorter. */
const shortestRandom = 20;
const shortestHexadecimal = 32;

function randomWords(text: string): readonly Span[] {
  return [...text.matchAll(/[A-Za-z0-9+/=_-]+/g)].flatMap(({ 0: word, index }): Span[] =>
    partsOfWord(word).some(isRandom) ? [[index, index + word.length]] : [],
  );
}

/** A path is random when one of its parts is; elsewhere a slash is a letter of base64. */
function partsOfWord(word: string): readonly string[] {
  return word.startsWith('/') ? word.split('/') : [word];
}

function isRandom(word: string): boolean {
  if (word.length >= shortestHexadecimal && /^[0-9a-f]+$/i.test(word)) return true;
  if (word.length < shortestRandom) return false;
  // Names join words and numbers that each are of one kind: AL2023_x86_64_STANDARD.
  return word.startsWith('eyJ') || word.split(/[_-]/).some((part) => part.length >= 8 && isMixed(part));
}

function isMixed(part: string): boolean {
  return /[a-z]/.test(part) && /[A-Z]/.test(part) && /\d/.test(part);
}
