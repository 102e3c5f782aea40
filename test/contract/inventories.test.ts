import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readInventory } from '../../shared/inventories/read-inventory.ts';
import { inventoryReaders } from '../../shared/inventories/readers.ts';

/** Every format has texts of its own: `test/fixtures/inventories/<id>/`. */
function fixturesOf(id: string): readonly { readonly file: string; readonly text: string }[] {
  const folder = new URL(`../fixtures/inventories/${id}/`, import.meta.url);
  return readdirSync(folder).map((file) => ({ file, text: readFileSync(new URL(file, folder), 'utf8') }));
}

/** A text with a piece cut out and another put in its place. */
function damaged(text: string) {
  const strange = fc.constantFrom(
    '\n',
    '\t',
    '"',
    '{',
    ']',
    '\0',
    '://',
    'pkg:rpm/%',
    '1:',
    '-',
    ' \r\n ',
    '\ud800',
  );
  return fc
    .tuple(fc.nat(text.length), fc.nat(200), fc.oneof(fc.string(), strange))
    .map(([at, length, put]) => text.slice(0, at) + put + text.slice(at + length));
}

describe.each(inventoryReaders.map((reader) => [reader.id, reader] as const))('%s', (id, reader) => {
  const fixtures = fixturesOf(id);

  test('has a title, and texts', () => {
    expect(reader.title).toMatch(/\S/);
    expect(fixtures).not.toEqual([]);
  });

  test.each(fixtures)('$file is known by its content, read whole and the same every time', ({ text }) => {
    const read = readInventory(text, 'it');
    expect(read.format?.id).toBe(id);
    if (read.format === undefined) return;
    expect(read.problems).toEqual([]);
    for (const { installed } of read.nodes)
      expect(installed.find(({ name }) => name === 'containerd')?.version).toMatch(/^(0:)?1\.7\.(11|20)/);
    expect(readInventory(text, 'it')).toEqual(read);
  });

  test.each(fixtures)('$file is the same with the line ends and the mark of Windows', ({ text }) => {
    expect(readInventory(`\ufeff${text.replaceAll('\n', '\r\n')}`, 'it')).toEqual(readInventory(text, 'it'));
  });

  test.each([
    ['nothing', ''],
    ['words', 'Nothing to see here.'],
    ['another JSON', '{"message":"Not Found"}'],
    ['a list', '[1, null, {}]'],
    ['a page', '<!doctype html><html><body><h1>Not found</h1></body></html>'],
    ['binary', '\u0001\ufffd'.repeat(100)],
    ['one long line', 'a.x86_64-1'.repeat(200_000)],
  ])('%s is of another format', (_, text) => {
    const json = text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : undefined;
    expect(reader.read({ text, json })).toBeUndefined();
  });

  test.each(fixtures)('never throws, however $file is damaged', ({ text }) => {
    fc.assert(
      fc.property(damaged(text), (broken) => {
        const read = readInventory(broken, 'it');
        const problems = read.format === undefined ? [read.problem] : read.problems;
        for (const problem of problems) {
          expect(problem.kind).toMatch(/^[a-z]+(-[a-z]+)+$/);
          expect(problem.message.length).toBeLessThan(400);
          expect(problem.remedy).toMatch(/\.$/);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('what no format is', () => {
  test.each([
    ['', 'inventory-empty', 'rpm -qa'],
    ['  \n', 'inventory-empty', 'rpm -qa'],
    ['{"a": ', 'inventory-json-broken', 'whole'],
    [`{"a":${'['.repeat(201)}${']'.repeat(201)}}`, 'inventory-json-broken', 'whole'],
    ['{"bomFormat":"SomethingElse"}', 'inventory-unknown', 'CycloneDX SBOM'],
    ['<?xml version="1.0"?>\n<bom/>', 'inventory-unknown', 'kubectl get nodes -o json'],
    ['\u001b[31mwords that act\u202e', 'inventory-unknown', 'rpm -qa'],
  ])('%j is named, with what is known', (text, kind, remedy) => {
    const read = readInventory(text, 'nodes.txt');
    if (read.format !== undefined) throw new Error(`It was taken for ${read.format.id}.`);
    expect(read.problem).toMatchObject({
      kind,
      subject: 'nodes.txt',
      remedy: expect.stringContaining(remedy),
    });
    expect(read.problem.message).not.toMatch(/\p{Cc}|\p{Cf}/u);
  });
});

describe('hostile inventories end soon', () => {
  const nested = (depth: number) =>
    `{"bomFormat":"CycloneDX","components":[${'{"components":['.repeat(depth)}${']}'.repeat(depth)}]}`;
  const many = 300_000;

  test.each([
    ['components within components', nested(90)],
    ['brackets in a text', `{"a":"${'[\\\\\\"'.repeat(many / 10)}"}`],
    ['brackets', `{"kind":"List","items":${'['.repeat(many)}${']'.repeat(many)}}`],
    ['empty lines', `a-1-1\n${'\n'.repeat(many)}`],
    ['comments before SPDX', '##\n'.repeat(many)],
    ['packages without end', 'a-1-1\n'.repeat(many)],
    ['a runtime without end', `containerd ${'containerd'.repeat(many / 5)}`],
    ['nodes without end', `NAME   STATUS   VERSION\n${'aa   b   c\n'.repeat(many)}`],
    ['items without end', `{"kind":"List","items":[${'1,'.repeat(many)}1]}`],
    ['instances without end', `{"Entities":[${'1,'.repeat(many)}1]}`],
    ['lines without end', `NAME   STATUS   VERSION\n${'-.'.repeat(many)}`],
    ['keys of a prototype', '{"kind":"Node","__proto__":{"items":[]},"constructor":1}'],
  ])('%s', (_, text) => {
    const before = process.cpuUsage();
    readInventory(text, 'it');
    // Of the processor: a busy machine is no pattern that runs away.
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_000);
    expect(({} as Record<string, unknown>)['items']).toBeUndefined();
  });
});
