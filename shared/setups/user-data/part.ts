import type { LocatedText } from '../located-text.ts';

/** What a part of user data is, as cloud-init and nodeadm see it. */
export const partKinds = [
  'shell',
  'boothook',
  'cloud-config',
  'cloud-config-archive',
  'node-config',
  'multipart',
  'bottlerocket',
  'powershell',
  'include',
  'other-script',
  'base64',
] as const;
export type PartKind = (typeof partKinds)[number];

export interface Part {
  readonly kind: PartKind;
  readonly text: LocatedText;
  /** It stands under `## template: jinja`. */
  readonly jinja: boolean;
}

const starts: readonly (readonly [RegExp, PartKind])[] = [
  [/^(content-type|mime-version|content-transfer-encoding)\s*:/i, 'multipart'],
  [/^#cloud-config-archive\b/, 'cloud-config-archive'],
  [/^#cloud-config\b/, 'cloud-config'],
  [/^#cloud-boothook\b/, 'boothook'],
  [/^#(include|include-once|part-handler|upstart-job|cloud-config-jsonp)\b/, 'include'],
  [/^#!\s*\S*(\/|\s)(ba|da|z|k)?sh\b/, 'shell'],
  [/^#!/, 'other-script'],
  [/^<(powershell|script)>/i, 'powershell'],
];

/** What makes cloud-init render a text before it looks at it. */
export const templateLine = /^##\s{0,20}template:\s{0,20}jinja[^\n]*\n/i;

/** The kind of a text by its own start, as cloud-init finds it; nothing where it has no start of a known kind. */
export function kindOf(text: string): PartKind | undefined {
  const head = text.slice(0, 4000).trimStart().replace(templateLine, '').trimStart();
  const start = starts.find(([pattern]) => pattern.test(head));
  if (start !== undefined) return start[1];
  if (
    /^["']?apiVersion["']?\s*:\s*["']?node\.eks\.aws\//m.test(head) ||
    /^\s*\{\s*"apiVersion"\s*:\s*"node\.eks\.aws\//.test(head)
  )
    return 'node-config';
  if (/^[ \t]*\[{0,2}[ \t]*settings[ \t]*[.\]]/m.test(head)) return 'bottlerocket';
  return undefined;
}

/** The kinds of the types that a part of a MIME message names. */
export function kindOfType(type: string): PartKind | undefined {
  if (type.startsWith('multipart/')) return 'multipart';
  if (type.startsWith('text/x-shellscript')) return 'shell';
  return types.get(type);
}

const types = new Map<string, PartKind>([
  ['text/cloud-config', 'cloud-config'],
  ['text/cloud-config-archive', 'cloud-config-archive'],
  ['text/cloud-boothook', 'boothook'],
  ['application/node.eks.aws', 'node-config'],
  ['text/x-include-url', 'include'],
  ['text/x-include-once-url', 'include'],
  ['text/part-handler', 'include'],
]);
