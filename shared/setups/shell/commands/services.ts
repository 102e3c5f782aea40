import { type LocatedText, noText, sliceText, textAt, toValue } from '../../located-text.ts';
import { type Call, recordSetting, type Shell, stepAt } from '../shell.ts';
import { startedUnit } from '../start-unit.ts';
import { operands } from './files.ts';

/** `systemctl [--now] action units`; one that starts a unit which the script wrote runs what stands in it. */
export function runSystemctl(shell: Shell, { words, at }: Call): LocatedText {
  const [action, ...units] = operands(words, /^(-[Hptns]|--(type|state|property|root|host))$/);
  if (action === undefined) return noText;
  if (/^(is-|status|show|list-|cat|get-)/.test(action.text)) {
    shell.status = 'open';
    return noText;
  }
  const now = words.some(({ text }) => text === '--now');
  record(shell, action.text, units, at);
  if (now && action.text === 'enable') record(shell, 'start', units, at);
  if (now && /^(disable|mask)$/.test(action.text)) record(shell, 'stop', units, at);
  const starts = /^(re)?start$|^(try-|reload-or-)/.test(action.text) || (now && action.text === 'enable');
  for (const unit of units) if (starts || action.text === 'enable') startedUnit(shell, unit, starts, at);
  return noText;
}

/** `service unit action` */
export function runService(shell: Shell, { words, at }: Call): LocatedText {
  const [unit, action] = words;
  if (unit === undefined || action === undefined) return noText;
  record(shell, action.text, [unit], at);
  return noText;
}

function record(shell: Shell, action: string, units: readonly LocatedText[], at: LocatedText): void {
  for (const unit of units.length === 0 ? [textAt(at, 0, '')] : units) {
    const name = unit.text.endsWith('.service')
      ? sliceText(unit, 0, unit.text.length - '.service'.length)
      : unit;
    shell.steps.push({ ...stepAt(shell, at), does: 'service', action, unit: toValue(name) });
  }
}

/** `sysctl -w key=value` */
export function runSysctl(shell: Shell, { words }: Call): LocatedText {
  for (const word of words) {
    const equal = word.text.indexOf('=');
    if (word.text.startsWith('-') || equal === -1) continue;
    recordSetting(
      shell,
      'sysctl',
      word.text.slice(0, equal).trim().replaceAll('/', '.'),
      sliceText(word, equal + 1),
    );
  }
  return noText;
}
