import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readers } from '../../shared/packages/readers.ts';
import { inOrder } from '../../shared/packages/reading.ts';
import { parseReleaseTag, type ReleaseTag } from '../../shared/parameters/release-tag.ts';

interface Fixture {
  readonly file: string;
  readonly release: ReleaseTag;
  readonly text: string;
}

/** Every reader has documents of its own, each named after its release: `test/fixtures/<source>/<tag>.*`. */
function fixturesOf(source: string): readonly Fixture[] {
  const folder = new URL(`../fixtures/${source}/`, import.meta.url);
  return readdirSync(folder).map((file) => {
    const release = parseReleaseTag(file.slice(0, file.indexOf('.')));
    if (release === undefined) throw new Error(`${file} is not named after a release.`);
    return { file, release, text: readFileSync(new URL(file, folder), 'utf8') };
  });
}

/** A document with a piece cut out and another put in its place. */
function damaged(text: string) {
  const strange = fc.constantFrom(
    '<table>',
    '<tr>',
    '</details>',
    '"',
    '—',
    '\0',
    '<td colspan="9">',
    '{',
    '```\n',
  );
  return fc
    .tuple(fc.nat(text.length), fc.nat(200), fc.oneof(fc.string(), strange))
    .map(([at, length, put]) => text.slice(0, at) + put + text.slice(at + length));
}

describe.each(Object.entries(readers))('%s', (source, reader) => {
  const fixtures = fixturesOf(source);

  test('is registered under its own id, with a title', () => {
    expect(reader.source).toBe(source);
    expect(reader.title).toMatch(/\S/);
    expect(fixtures).not.toEqual([]);
  });

  test.each(fixtures)('reads $file whole, in order, the same every time', ({ text, release }) => {
    const reading = reader.read(text, release);
    expect(reading.problems).toEqual([]);
    expect(reading.facts.release).toBe(release);
    expect(reading.facts.images).not.toEqual([]);
    expect(reading.facts.cells).not.toEqual([]);
    expect(reading.facts).toEqual(inOrder(reading.facts));
    expect(reader.read(text, release)).toEqual(reading);
  });

  test.each(fixtures)('does not take $file for another release', ({ text }) => {
    const { facts, problems } = reader.read(text, 'v20200101');
    expect(facts.images).toEqual([]);
    expect(problems).not.toEqual([]);
  });

  test.each([
    ['nothing', ''],
    ['words', 'Nothing to see here.'],
    ['another JSON', '{"message":"Not Found"}'],
    ['a page', '<!doctype html><html><body><h1>Not found</h1></body></html>'],
    ['binary', '\0\u0001\ufffd'.repeat(100)],
    ['far too much', '<tr>'.repeat(500_000)],
  ])('%s gives no facts and a named problem', (_, text) => {
    const { facts, problems } = reader.read(text, 'v20240817');
    expect([facts.images, facts.cells]).toEqual([[], []]);
    expect(problems).not.toEqual([]);
    for (const problem of problems) {
      expect(problem.kind).toMatch(/^[a-z]+(-[a-z]+)+$/);
      expect(problem.subject).toBe('v20240817');
      expect(problem.message.length).toBeLessThan(400);
      expect(problem.remedy).toMatch(/\.$/);
    }
  });

  test.each(fixtures)('never throws, however $file is damaged', ({ text, release }) => {
    fc.assert(
      fc.property(damaged(text), (broken) => {
        const { facts, problems } = reader.read(broken, release);
        expect(facts.release).toBe(release);
        expect(problems.length).toBeLessThanOrEqual(101);
      }),
      { numRuns: 100 },
    );
  });
});
