import { gunzipSync } from 'node:zlib';
import { loadSyntax } from '../../cli/check/load-syntax.ts';
import { type Judged, type Judgement, judge } from '../../shared/exposure/judge.ts';
import { readSetups } from '../../shared/setups/read-setups.ts';
import type { ReaderContext, Reading } from '../../shared/setups/reader.ts';

const syntax = await loadSyntax();

const context: ReaderContext = {
  ...syntax,
  gunzip: (bytes) => {
    try {
      return gunzipSync(bytes, { maxOutputLength: 1_000_000 });
    } catch {
      return undefined;
    }
  },
  open: () => undefined,
  beside: () => [],
};

export function readExample(file: string, text: string): Reading {
  return readSetups({ file, text }, context);
}

/** The gravest judgement over all setups of a text; nothing where none of them is asked. */
export function judgeReading(entry: Judged, { setups }: Reading): Judgement | undefined {
  const judgements = setups.flatMap((setup) => judge(entry, setup) ?? []);
  const order = ['exposed', 'cannot-tell', 'not-exposed'] as const;
  return judgements.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))[0];
}

export function judgeText(entry: Judged, file: string, text: string): Judgement | undefined {
  return judgeReading(entry, readExample(file, text));
}
