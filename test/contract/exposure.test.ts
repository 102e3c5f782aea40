import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { applyEdits, type Edit, provenFixes } from '../../shared/exposure/edits.ts';
import { judgeReading, judgeText, readExample } from '../exposure/read-example.ts';

const root = join(import.meta.dirname, '../exposure/examples');
const ids = (await readdir(root)).sort();

/** What a file's name begins with, and what is to be said of it: a near miss looks exposed and is not. */
const verdicts = {
  exposed: 'exposed',
  'not-exposed': 'not-exposed',
  'near-miss': 'not-exposed',
  'cannot-tell': 'cannot-tell',
} as const;

const kindOf = (file: string) => /^(exposed|not-exposed|near-miss|cannot-tell)-/.exec(file)?.[1];

test('every entry with conditions has examples of all three kinds', () => {
  const asked = behaviourChanges.filter(({ exposure }) => exposure.some(({ when }) => when !== undefined));
  expect(ids).toEqual(asked.map(({ id }) => id));
});

describe.each(ids)('%s', async (id) => {
  const entry = behaviourChanges.find((candidate) => candidate.id === id);
  const files = (await readdir(join(root, id))).sort();

  test('has examples of all three kinds, and of no other', () => {
    const kinds = files.map(kindOf);
    expect(kinds).toEqual(expect.arrayContaining(['exposed', 'not-exposed', 'near-miss']));
    expect(kinds).not.toContain(undefined);
  });

  test.each(files)('%s', async (file) => {
    const text = await readFile(join(root, id, file), 'utf8');
    if (entry === undefined) throw new RangeError(`There is no entry ${id}`);
    const reading = readExample(file, text);
    const { gaps, setups } = reading;
    const judgement = judgeReading(entry, reading);
    expect(setups.length, 'setups that were read').toBeGreaterThan(0);
    expect({ verdict: judgement?.verdict, because: judgement?.because, gaps }).toMatchObject({
      verdict: verdicts[kindOf(file) as keyof typeof verdicts],
      gaps: [],
    });
    for (const { place } of judgement?.because ?? []) {
      const outer = place.within ?? place;
      expect(text.split('\n')[outer.line - 1]?.slice(0, 160).trimEnd()).toBe(outer.excerpt);
    }
  });

  const hasFix = entry?.exposure.some(({ fix }) => fix !== undefined) ?? false;
  if (hasFix) test('has a fix that helps', fixHelps);

  async function fixHelps(): Promise<void> {
    const texts = await Promise.all(
      files.map(async (file) => [file, await readFile(join(root, id, file), 'utf8')] as const),
    );
    expect(texts.flatMap(([file, text]) => mended(file, text))).not.toEqual([]);
  }

  /** What the fixes of a file make of it; they are proven to help. */
  function mended(file: string, text: string): readonly string[] {
    if (entry === undefined) return [];
    const judgement = judgeText(entry, file, text);
    const judgeAgain = (edits: readonly Edit[]) =>
      judgeText(entry, file, applyEdits(file, text, edits))?.verdict;
    const proven = judgement === undefined ? [] : provenFixes(judgement, () => text, judgeAgain);
    return proven.map(({ edits }) => applyEdits(file, text, edits));
  }
});
