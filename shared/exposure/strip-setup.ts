import type { Gap, NodeFile, Place, Setting, Setup, Step, Value } from '../setups/setup.ts';
import { askedValues } from './asked-values.ts';
import { isFollowed } from './disk-commands.ts';
import type { Question } from './judge.ts';
import { notKeptWhy } from './not-kept.ts';
import { hidden, maskSecrets, namesSecret, withoutSecrets } from './secrets.ts';

/**
 * A setup that may be kept outside of the team's own files: what it does, without what may be secret.
 *
 * Values are kept that a question of the knowledge base asks for, and those that can be no secret: a number, a switch, a path. Whatever
 * else a setting holds goes, since no list of names of secrets is ever whole. Excerpts go, and so do free texts: what files hold, and the
 * words of commands. What is taken away becomes unknown, so that a condition that asks for it hears "cannot tell", and never a wrong
 * "not exposed".
 */
export function stripSetup(setup: Setup, questions: readonly Question[]): Setup {
  const isAsked = askedValues(questions);
  return {
    ...setup,
    name: maskSecrets(setup.name),
    place: stripPlace(setup.place),
    settings: setup.settings.map((setting) => stripSetting(setting, isAsked(setting))),
    steps: setup.steps.map(stripStep),
    files: setup.files.map(stripFile),
    gaps: setup.gaps.map(stripGap),
  };
}

const why = notKeptWhy;
/** Longer values are texts: scripts, certificates, policies. */
const longestValue = 200;

const notKept: Value = { known: false, text: hidden, why };

function strip(value: Value): Value {
  const pieces = piecesOf(value)?.flatMap(withoutSecrets);
  if (pieces === undefined) return { known: false, text: maskSecrets(value.text), why };
  const [only = ''] = pieces;
  if (value.known && pieces.length === 1) return { known: true, text: only };
  // The name of what is unknown stays: two values that are called alike are one device.
  const text = value.known ? pieces.join(hidden) : maskSecrets(value.text);
  return { known: false, text, why, pieces };
}

/** What is known of a value, between what is not. */
function piecesOf(value: Value): readonly string[] | undefined {
  return value.known ? [value.text] : value.pieces;
}

function stripPlace({ column, file, line, within }: Place): Place {
  const place = { file: maskSecrets(file), line, column, excerpt: '' };
  return within === undefined ? place : { ...place, within: stripPlace(within) };
}

function stripSetting(setting: Setting, isAsked: boolean): Setting {
  const { certain, key, of, path, place, value } = setting;
  const goes = holdsText(setting) || namesSecret(key) || !(isAsked || isPlain(value));
  return {
    of,
    key: maskSecrets(key),
    value: goes ? notKept : strip(value),
    place: stripPlace(place),
    certain,
    ...(path === undefined ? {} : { path: maskSecrets(path) }),
  };
}

/** Switches, numbers and quantities, and paths. */
const plain =
  /^(?:|true|false|yes|no|on|off|null|-?\d{1,12}(?:\.\d{1,6})?(?:[a-zA-Z]{1,2}|%)?|\/[\w.@+/-]*)$/i;

function isPlain(value: Value): boolean {
  return value.known && plain.test(value.text);
}

/** Settings in which people write what they like: commands, environments, files. */
const freeText = /\b(?:env|args|\w*commands?|content|runcmd|bootcmd|chpasswd|users?|ssh[\w-]*|user-?data)\b/i;

function holdsText({ key, of, value: { text } }: Setting): boolean {
  return of === 'environment' || text.length > longestValue || text.includes('\n') || freeText.test(key);
}

function stripStep(step: Step): Step {
  const kept = { ...step, place: stripPlace(step.place) };
  switch (kept.does) {
    case 'run': {
      const words = isFollowed(kept) ? kept.words.map(strip) : kept.words.map(() => notKept);
      return { ...kept, program: maskSecrets(kept.program), words };
    }
    case 'write':
      return { ...kept, path: strip(kept.path), content: notKept };
    case 'mount':
      return { ...kept, path: strip(kept.path), device: strip(kept.device) };
    case 'copy':
      return { ...kept, from: strip(kept.from), to: strip(kept.to) };
    case 'remove':
      return { ...kept, path: strip(kept.path) };
    case 'link':
      return { ...kept, path: strip(kept.path), target: strip(kept.target) };
    case 'packages':
      return { ...kept, names: kept.names.map(strip), options: kept.options.map(stripOption) };
    case 'service':
      return { ...kept, unit: strip(kept.unit) };
  }
}

/** Options whose value says which packages are meant; other values are settings of the package manager, proxies and logins among them. */
const ofPackages =
  /^--?(?:x|exclude\w*|releasever|repo\w*|enablerepo|disablerepo|advisory|target-release|t)=/;

function stripOption(option: Value): Value {
  const text = piecesOf(option)?.[0] ?? '';
  const end = text.indexOf('=') + 1;
  if (end === 0 ? text.startsWith('-') : ofPackages.test(text)) return strip(option);
  return { known: false, text: hidden, why, pieces: [text.startsWith('-') ? text.slice(0, end) : '', ''] };
}

function stripFile({ certain, path, place }: NodeFile): NodeFile {
  return { path: maskSecrets(path), content: notKept, place: stripPlace(place), certain };
}

function stripGap({ about, place }: Gap): Gap {
  return { place: stripPlace(place), why: 'It could not be read.', about };
}
