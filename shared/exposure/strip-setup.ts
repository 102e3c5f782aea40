import type { Gap, NodeFile, Place, Setting, Setup, Step, Value } from '../setups/setup.ts';
import { askedValues } from './asked-values.ts';
import { isFollowed } from './disk-commands.ts';
import type { Question } from './judge.ts';
import { type Keeping, keeping, keepProgram, longestValue } from './keep-value.ts';
import { notKeptWhy as why } from './not-kept.ts';
import { hidden, maskSecrets, namesSecret } from './secrets.ts';

/**
 * A setup that may be kept outside of the team's own files: what it does, without what may be secret.
 *
 * Values are kept that a question of the knowledge base asks for, and those that can be no secret: a number, a switch, a path. Whatever
 * else a setting holds goes, since no list of names of secrets is ever whole. Excerpts go, and so do free texts: what files hold, and the
 * words of commands, but for flags and paths of those that move directories about. What is taken away becomes unknown, so that a condition that asks for it hears "cannot tell", and never a wrong
 * "not exposed".
 */
export function stripSetup(setup: Setup, questions: readonly Question[]): Setup {
  const isAsked = askedValues(questions);
  const keep = keeping();
  return {
    ...setup,
    name: maskSecrets(setup.name),
    place: stripPlace(setup.place),
    settings: setup.settings.map((setting) => stripSetting(setting, isAsked(setting), keep)),
    steps: setup.steps.map((step) => stripStep(step, keep)),
    files: setup.files.map((file) => stripFile(file, keep)),
    gaps: setup.gaps.map(stripGap),
  };
}

const notKept: Value = { known: false, text: hidden, why };

function stripPlace({ column, file, line, within }: Place): Place {
  const place = { file: maskSecrets(file), line, column, excerpt: '' };
  return within === undefined ? place : { ...place, within: stripPlace(within) };
}

function stripSetting(setting: Setting, isAsked: boolean, keep: Keeping): Setting {
  const { certain, key, of, path, place, value } = setting;
  const goes =
    holdsText(setting) || namesSecret(key) || !(isAsked || (isPlain(value) && !givenNames.test(key)));
  return {
    of,
    key: maskSecrets(key),
    value: goes ? notKept : keep.text(value),
    place: stripPlace(place),
    certain,
    ...(path === undefined ? {} : { path: keepPath(path, keep) }),
  };
}

/** Switches, numbers and quantities, and paths. */
const plain =
  /^(?:|true|false|yes|no|on|off|null|-?\d{1,12}(?:\.\d{1,6})?(?:[a-zA-Z]{1,2}|%)?|\/[\w.@+/-]*)$/i;

/** What people give names of their own to, and values as they like: a number may be a PIN. */
const givenNames = /(?:labels?|tags?|taints?|annotations?|tagspecifications)\b/i;

function isPlain(value: Value): boolean {
  return value.known && plain.test(value.text);
}

/** Settings in which people write what they like: commands, environments, files. */
const freeText = /\b(?:env|args|\w*commands?|content|runcmd|bootcmd|chpasswd|users?|ssh[\w-]*|user-?data)\b/i;

function holdsText({ key, of, value: { text } }: Setting): boolean {
  return of === 'environment' || text.length > longestValue || text.includes('\n') || freeText.test(key);
}

function stripStep(step: Step, keep: Keeping): Step {
  const kept = { ...step, place: stripPlace(step.place) };
  switch (kept.does) {
    case 'run': {
      const words = isFollowed(kept) ? kept.words.map(keep.word) : kept.words.map(() => notKept);
      return { ...kept, program: keepProgram(kept.program), words };
    }
    case 'write':
      return { ...kept, path: keep.path(kept.path), content: notKept };
    case 'mount':
      return { ...kept, path: keep.path(kept.path), device: keep.path(kept.device) };
    case 'copy':
      return { ...kept, from: keep.path(kept.from), to: keep.path(kept.to) };
    case 'remove':
      return { ...kept, path: keep.path(kept.path) };
    case 'link':
      return { ...kept, path: keep.path(kept.path), target: keep.path(kept.target) };
    case 'packages':
      return {
        ...kept,
        names: kept.names.map(keep.name),
        options: kept.options.map((option) => stripOption(option, keep)),
      };
    case 'service':
      return { ...kept, unit: keep.name(kept.unit) };
  }
}

/** Options whose value says which packages are meant; other values are settings of the package manager, proxies and logins among them. */
const ofPackages =
  /^--?(?:x|exclude\w*|releasever|repo\w*|enablerepo|disablerepo|advisory|target-release|t)=/;

function stripOption(option: Value, keep: Keeping): Value {
  const text = (option.known ? option.text : option.pieces?.[0]) ?? '';
  const end = text.indexOf('=') + 1;
  if (end === 0 ? plainOption.test(text) : ofPackages.test(text)) return keep.name(option);
  const name = text.slice(0, end);
  return { known: false, text: hidden, why, pieces: [/^--?[A-Za-z][\w.-]*=$/.test(name) ? name : '', ''] };
}

const plainOption = /^--?[A-Za-z][A-Za-z-]*$/;

function stripFile({ certain, path, place }: NodeFile, keep: Keeping): NodeFile {
  return { path: keepPath(path, keep), content: notKept, place: stripPlace(place), certain };
}

function keepPath(path: string, keep: Keeping): string {
  return keep.path({ known: true, text: path }).text;
}

function stripGap({ about, place }: Gap): Gap {
  return { place: stripPlace(place), why: 'It could not be read.', about };
}
