import { posix } from 'node:path';
import { loadSyntax } from '../../../cli/check/load-syntax.ts';
import { readSetups } from '../../../shared/setups/read-setups.ts';
import type { Reading } from '../../../shared/setups/reader.ts';
import type { Setup, Step } from '../../../shared/setups/setup.ts';

const syntax = await loadSyntax();

/** Reads one file of a check; the others are beside it. */
export function read(text: string, beside: Readonly<Record<string, string>> = {}, file = 'main.tf'): Reading {
  const open = (path: string, from: string) => {
    const name = posix.normalize(posix.join(posix.dirname(from), path));
    const found = beside[name];
    return found === undefined ? undefined : { file: name, text: found };
  };
  const besides = (ending: string) =>
    Object.entries(beside).flatMap(([name, content]) =>
      name.endsWith(ending) && posix.dirname(name) === posix.dirname(file)
        ? [{ file: name, text: content }]
        : [],
    );
  return readSetups({ file, text }, { ...syntax, gunzip: () => undefined, open, beside: besides });
}

/** What a setup says, one line each: `kubelet-flag max-pods = 58 @12`, `mount /data @3`, `gap all @7`. */
export function told({ settings, steps, gaps }: Setup): readonly string[] {
  return [
    ...settings.map(({ of, key, value, certain, place }) => {
      const text = value.known ? value.text : `?${value.text}`;
      return `${of} ${key} = ${text}${certain ? '' : ' (maybe)'} @${place.line}`;
    }),
    ...steps.map((step) => `${toldStep(step)}${step.certain ? '' : ' (maybe)'} @${step.place.line}`),
    ...gaps.map(({ about, place }) => `gap ${about} @${place.line}`),
  ];
}

function toldStep(step: Step): string {
  if (step.does === 'packages')
    return `${step.action} ${step.names.map(({ text }) => text).join(' ')}`.trim();
  if (step.does === 'run') return `run ${step.program}`;
  if (step.does === 'copy') return `copy ${step.from.text} ${step.to.text}`;
  if (step.does === 'service') return `${step.action} ${step.unit.text}`;
  return `${step.does} ${step.path.text}`;
}

/** The facts of a setup: `blue: AL2023 AL2023_x86_64_STANDARD 1.30 v20240828`. */
export function facts({ name, operatingSystem, amiType, kubernetes, release }: Setup): string {
  const known = [operatingSystem, amiType, kubernetes, release].filter((fact) => fact !== undefined);
  return `${name}: ${known.join(' ')}`.trimEnd();
}
