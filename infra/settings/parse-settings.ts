import { type Document, LineCounter, parseDocument } from 'yaml';
import type * as z from 'zod';
import { quoted } from '../../shared/problem.ts';
import { type Contradiction, contradictionsIn } from './contradictions.ts';
import { allowedOf, describedSettings } from './describe-setting.ts';
import { type Settings, settingsSchema } from './schema.ts';
import { SettingsError } from './settings-error.ts';

/**
 * Checks the text of a settings file whole.
 *
 * @throws SettingsError that names each wrong key, its line and what it takes.
 */
export function parseSettings(text: string, file: string): Settings {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const wrong = (complaints: readonly string[]) =>
    new SettingsError(
      `${file} is wrong:\n${complaints.map((one) => `  ${one}\n`).join('')}See docs/configuration.md#settings.`,
    );
  const [broken] = document.errors;
  if (broken !== undefined) throw wrong([`It is no YAML. ${broken.message}`]);
  const lineOf: LineOf = (path) => `line ${lineIn(document, lines, path)}`;
  const read = settingsSchema.safeParse(document.toJS() ?? {});
  if (!read.success)
    throw wrong(read.error.issues.flatMap((issue) => complaintsOf(issue, document.toJS(), lineOf)));
  const contradictions = contradictionsIn(read.data);
  if (contradictions.length > 0)
    throw wrong(contradictions.map(({ key, why }: Contradiction) => `${lineOf([key])}: ${key}: ${why}`));
  return read.data;
}

/** Where a key's value is, or, where it has none, the innermost part of its path that is there. */
function lineIn(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range))
      return lines.linePos(node.range[0]).line;
  }
  return 1;
}

type LineOf = (path: readonly PropertyKey[]) => string;

function complaintsOf(issue: z.core.$ZodIssue, settings: unknown, lineOf: LineOf): readonly string[] {
  // Of a key that a setting itself does not have, the key is what is wrong, and not the setting.
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
  if (issue.code === 'unrecognized_keys' && issue.path.length === 0) {
    const known = describedSettings.map(({ key }) => key).join(', ');
    return [
      ...issue.keys.map((key) => `${lineOf([key])}: ${quoted(key)} is no setting${elsewhere(key) ?? '.'}`),
      `There are ${known}.`,
    ];
  }
  const [key] = path;
  const setting = describedSettings.find((one) => one.key === key);
  if (setting === undefined) return ['It is no list of settings like `regions: [eu-west-1]`.'];
  const place = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  const shape = setting.type === 'array' && path.length === 1 ? 'a list of ' : '';
  return [
    `${lineOf(path)}: ${place.slice(1)} is ${shown(settings, path)}; allowed: ${shape}${allowedOf(setting)}.`,
  ];
}

/** Words of ours that people look for among the settings, and where what they mean is decided. */
const places: ReadonlyMap<string, string> = new Map([
  ['tracks', ': `kubernetes` lists the minors to watch, and every AMI type of them is.'],
  [
    'routes',
    ': each one is a parameter of SSM (docs/configuration.md#routes); `npx amiwatch route list` shows them.',
  ],
  ['digests', ': each one is a parameter of SSM; see docs/configuration.md#digests.'],
  ['stage', ': it is an option, `npx osls deploy --stage prod`.'],
  [
    'region',
    ': `regions` are watched; where the deployment is made says `npx osls deploy --region eu-west-1`.',
  ],
]);

function elsewhere(key: string): string | undefined {
  return places.get(key) ?? places.get(`${key}s`);
}

function shown(settings: unknown, path: readonly PropertyKey[]): string {
  const value = path.reduce<unknown>(
    (part, key) => (typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined),
    settings,
  );
  return typeof value === 'string' ? quoted(value) : (JSON.stringify(value) ?? 'missing').slice(0, 80);
}
