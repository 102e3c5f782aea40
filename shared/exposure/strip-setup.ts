import type { Gap, NodeFile, Place, Setting, Setup, Step, Value } from '../setups/setup.ts';
import { hidden, maskSecrets, namesSecret, withoutSecrets } from './secrets.ts';

/**
 * A setup that may be kept outside of the team's own files: what it does, without what may be secret.
 *
 * What is taken away becomes unknown. So a condition that asks for it hears "cannot tell", and never a wrong "not exposed". Excerpts
 * go, and so do free texts: what files hold, and the words of commands.
 */
export function stripSetup(setup: Setup): Setup {
  return {
    ...setup,
    name: maskSecrets(setup.name),
    place: stripPlace(setup.place),
    settings: setup.settings.map(stripSetting),
    steps: setup.steps.map(stripStep),
    files: setup.files.map(stripFile),
    gaps: setup.gaps.map(stripGap),
  };
}

const why = 'It is not kept.';
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

function stripSetting(setting: Setting): Setting {
  const { certain, key, of, path, place, value } = setting;
  return {
    of,
    key: maskSecrets(key),
    value: holdsText(setting) || namesSecret(key) ? notKept : strip(value),
    place: stripPlace(place),
    certain,
    ...(path === undefined ? {} : { path: maskSecrets(path) }),
  };
}

/** Settings in which people write what they like: commands, environments, files. */
const freeText = /\b(?:env|args|\w*commands?|content|runcmd|bootcmd|chpasswd|users?|ssh[\w-]*|user-?data)\b/i;

function holdsText({ key, of, value: { text } }: Setting): boolean {
  return of === 'environment' || text.length > longestValue || text.includes('\n') || freeText.test(key);
}

function stripStep(step: Step): Step {
  const kept = { ...step, place: stripPlace(step.place) };
  switch (kept.does) {
    case 'run':
      return { ...kept, program: maskSecrets(kept.program), words: kept.words.map(() => notKept) };
    case 'write':
      return { ...kept, path: strip(kept.path), content: notKept };
    case 'mount':
      return { ...kept, path: strip(kept.path), device: strip(kept.device) };
    case 'copy':
      return { ...kept, from: strip(kept.from), to: strip(kept.to) };
    case 'remove':
      return { ...kept, path: strip(kept.path) };
    case 'packages':
      return { ...kept, names: kept.names.map(strip), options: kept.options.map(strip) };
    case 'service':
      return { ...kept, unit: strip(kept.unit) };
  }
}

function stripFile({ certain, path, place }: NodeFile): NodeFile {
  return { path: maskSecrets(path), content: notKept, place: stripPlace(place), certain };
}

function stripGap({ about, place }: Gap): Gap {
  return { place: stripPlace(place), why: 'It could not be read.', about };
}
