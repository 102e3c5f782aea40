import { isDoubtful } from '../located-text.ts';
import { readNodeFile } from '../node-files/read-node-file.ts';
import type { Setting } from '../setup.ts';
import { nodeFiles } from '../shell/files.ts';
import type { Shell } from '../shell/shell.ts';
import type { UserDataReading } from './read-user-data.ts';

/** What a run leaves: the files that matter are read, and of settings that are set twice the last holds. */
export function settle(shell: Shell): UserDataReading {
  const settings = [...shell.settings];
  const gaps = [...shell.gaps];
  const steps = [...shell.steps];
  const mounted = new Set(steps.flatMap((step) => (step.does === 'mount' ? [step.path.text] : [])));
  for (const [path, versions] of shell.files.entries()) {
    for (const { content, certain } of versions) {
      if (content === undefined) continue;
      if (
        content.runs.every(({ hole }) => hole !== undefined && shell.understood.has(hole)) &&
        content.text !== ''
      )
        continue;
      const file = { path, content, certain: certain && !isDoubtful(content), phase: shell.phase };
      const read = readNodeFile(file);
      for (const each of read.settings ?? []) settings.push(each);
      for (const each of read.gaps ?? []) gaps.push(each);
      steps.push(
        ...(read.steps ?? []).filter((step) => step.does !== 'mount' || !mounted.has(step.path.text)),
      );
    }
  }
  return { settings: standing(settings), steps, files: nodeFiles(shell), gaps };
}

/** The settings that win at last: a certain one replaces those before it, an uncertain one leaves them in doubt. */
function standing(settings: readonly Setting[]): readonly Setting[] {
  const byKey = new Map<string, readonly Setting[]>();
  for (const setting of settings) {
    const where = setting.of === 'containerd' || setting.of === 'registry-hosts' ? (setting.path ?? '') : '';
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
