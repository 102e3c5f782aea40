import { gunzipSync } from 'node:zlib';
import { loadSyntax } from '../../cli/check/load-syntax.ts';
import { wholeText } from '../../shared/setups/located-text.ts';
import type { ReaderContext } from '../../shared/setups/reader.ts';
import type { Setting, Step, Value } from '../../shared/setups/setup.ts';
import { readUserData, type UserDataReading } from '../../shared/setups/user-data/read-user-data.ts';

/** What readers need of the world; `files` are the others of the check, by path. */
export async function readerContext(files: Readonly<Record<string, string>> = {}): Promise<ReaderContext> {
  return {
    ...(await loadSyntax()),
    gunzip: (bytes) => {
      try {
        return gunzipSync(bytes, { maxOutputLength: 2_000_000 });
      } catch {
        return undefined;
      }
    },
    open: (path) => {
      const text = files[path];
      return text === undefined ? undefined : { file: path, text };
    },
    beside: () => [],
  };
}

/** Reads a text as user data in a file called `user-data`. */
export function read(text: string, context: ReaderContext): UserDataReading {
  return readUserData(wholeText({ file: 'user-data', text }), context);
}

/** Settings as lines: `kubelet-flag max-pods=110`, with `~` before one that is not certain, `?` behind an unknown value. */
export function settingsOf({ settings }: UserDataReading): readonly string[] {
  return settings.map((setting) => line(setting, `${setting.of} ${setting.key}=${text(setting.value)}`));
}

/** Steps as lines, without plain runs: `mount /dev/xvdb /mnt`, `write /etc/f replace`. */
export function stepsOf({ steps }: UserDataReading): readonly string[] {
  return steps.filter(({ does }) => does !== 'run').map((step) => line(step, partsOf(step).join(' ')));
}

function partsOf(step: Step): readonly string[] {
  switch (step.does) {
    case 'run':
      return [step.program, ...step.words.map(text)];
    case 'write':
      return ['write', text(step.path), step.how];
    case 'mount':
      return ['mount', text(step.device), text(step.path), step.by];
    case 'copy':
      return ['copy', text(step.from), text(step.to)];
    case 'link':
      return ['link', text(step.path), text(step.target)];
    case 'remove':
      return ['remove', text(step.path)];
    case 'packages':
      return [step.manager, step.action, ...step.names.map(text), ...step.options.map(text)];
    case 'service':
      return ['service', step.action, text(step.unit)];
  }
}

function line({ certain }: Pick<Setting, 'certain'>, body: string): string {
  return certain ? body : `~ ${body}`;
}

function text(value: Value): string {
  return value.known ? value.text : `${value.text}?`;
}
