import { holesOf, isDoubtful, type LocatedText, placeAt, withoutBefore } from '../located-text.ts';
import { readNodeFile } from '../node-files/read-node-file.ts';
import type { Program, Setting } from '../setup.ts';
import { nodeFiles } from '../shell/files.ts';
import type { Shell } from '../shell/shell.ts';
import type { UserDataReading } from './read-user-data.ts';

/** The longest user data sets some 200; an alias of YAML repeats what it names a million times. */
const mostSettings = 5000;
const mostGaps = 200;

/** Characters of files that a script writes; a loop writes the same one a thousand times under other names. */
const mostRead = 600_000;

/** What a run leaves: the files that matter are read, and of settings that are set twice the last holds. */
export function settle(shell: Shell): UserDataReading {
  const settings = [...shell.settings];
  const gaps = [...shell.gaps];
  const steps = [...shell.steps];
  const mounted = new Set(steps.flatMap((step) => (step.does === 'mount' ? [step.path.text] : [])));
  let unread = mostRead;
  for (const [path, versions] of shell.files.entries()) {
    for (const { content, certain } of versions) {
      if (content === undefined) continue;
      if (isUnderstood(shell, content)) continue;
      unread -= content.text.length;
      if (unread < 0) {
        gaps.push({
          place: placeAt(content, 0),
          why: 'The files it writes are longer together than is read.',
          about: 'all',
        });
        break;
      }
      const file = {
        path,
        content: withoutBefore(content),
        certain: certain && !isDoubtful(content),
        phase: shell.phase,
      };
      const read = readNodeFile(file);
      for (const each of read.settings ?? []) settings.push(each);
      for (const each of read.gaps ?? []) gaps.push(each);
      steps.push(
        ...(read.steps ?? []).filter((step) => step.does !== 'mount' || !mounted.has(step.path.text)),
      );
    }
  }
  const all = standing(settings);
  const tooMany = all.length > mostSettings || gaps.length > mostGaps;
  const [at] = all.length > 0 ? all : gaps;
  const why = 'There is more in it than is read.';
  return {
    settings: all.slice(0, mostSettings),
    steps,
    files: nodeFiles(shell),
    gaps:
      tooMany && at !== undefined
        ? [...gaps.slice(0, mostGaps), { place: at.place, why, about: 'all' }]
        : gaps,
  };
}

/** Programs that read a directory of files: what stands in one of them does not undo another's text. */
const inSeveralFiles: readonly Program[] = ['containerd', 'registry-hosts', 'kubelet-config'];

/** The settings that win at last: a certain one replaces those before it, an uncertain one leaves them in doubt. */
function standing(settings: readonly Setting[]): readonly Setting[] {
  const byKey = new Map<string, readonly Setting[]>();
  for (const setting of settings) {
    const where = inSeveralFiles.includes(setting.of) ? (setting.path ?? '') : '';
    const key = `${setting.of} ${where} ${setting.key}`;
    const before = byKey.get(key) ?? [];
    const same = before.some(
      ({ value, certain }) => certain && value.known && value.text === setting.value.text,
    );
    if (setting.certain) byKey.set(key, [setting]);
    else if (!same) byKey.set(key, [...before.map((other) => ({ ...other, certain: false })), setting]);
  }
  return [...byKey.values()].flat();
}

/** Whether all that is unknown of a file has been recorded by the command that made it. */
function isUnderstood(shell: Shell, content: LocatedText): boolean {
  const holes = holesOf(content);
  return (
    holes.length > 0 &&
    holes.every((hole) => shell.understood.has(hole)) &&
    /^[\s\uE000]*$/.test(content.text)
  );
}
