import { isKnown, joinTexts, type LocatedText, sliceText, textAt, toValue } from '../located-text.ts';
import { unitLines } from '../node-files/unit-file.ts';
import { callFunction } from './call-function.ts';
import { readFile } from './files.ts';
import { type Shell, stepAt } from './shell.ts';

/** Runs what a unit does that the script wrote: a service's commands, a mount's mount. One that is just enabled runs at a next start, as a timer's service does when its time comes. */
export function startedUnit(shell: Shell, unit: LocatedText, now: boolean, at: LocatedText): void {
  const name = unit.text.includes('.') ? unit : joinTexts([unit, textAt(unit, 0, '.service')]);
  const folders = ['/etc/systemd/system/', '/usr/lib/systemd/system/', '/lib/systemd/system/'];
  const paths = folders.map((folder) => joinTexts([textAt(unit, 0, folder), name]));
  const file = paths.map((path) => readFile(shell, path)).find((content) => content !== undefined);
  if (file === undefined || !isKnown(name)) return;
  const lines = unitLines(file);
  if (name.text.endsWith('.timer')) {
    const service = lines.findLast(({ key }) => key === 'Unit')?.value;
    const own = sliceText(name, 0, name.text.length - '.timer'.length);
    shell.later.push({ at, unit: service ?? own });
    return;
  }
  const get = (key: string) => lines.findLast((line) => line.key === key)?.value;
  const where = get('Where');
  const what = get('What');
  if (where !== undefined && what !== undefined) {
    shell.steps.push({
      ...stepAt(shell, where),
      does: 'mount',
      path: toValue(where),
      device: toValue(what),
      by: 'systemd',
    });
    return;
  }
  // What is only enabled runs at the next start: of an image's nodes that is their first.
  if (!now && shell.begun !== 'build') {
    shell.later.push({ at, unit: name });
    return;
  }
  shell.started.add(name.text);
  const { background, certain, phase, retried } = shell;
  // Only one of `Type=oneshot` is waited for.
  shell.background ||= get('Type')?.text !== 'oneshot';
  shell.retried ||= /^(always|on-failure|on-abnormal)$/.test(get('Restart')?.text ?? '');
  if (!now) shell.phase = 'before-bootstrap';
  for (const { key, value } of lines) {
    if (!/^ExecStart(Pre|Post)?$/.test(key) || value.text === '') continue;
    const prefix = /^[-@:+!]*/.exec(value.text)?.[0].length ?? 0;
    callFunction(shell, sliceText(value, prefix), [], at);
  }
  shell.certain = certain;
  shell.phase = phase;
  shell.background = background;
  shell.retried = retried;
}
