import { describe, expect, test } from 'vitest';
import { strangersToClones } from './architecture/clones.ts';
import { topLevel, topLevelOf, wrongFiles } from './architecture/files.ts';
import { awsOutsideItsPlaces, runtimeInDescriptions, wrongDirections } from './architecture/imports.ts';
import { projectFiles } from './architecture/project.ts';
import { impurities } from './architecture/purity.ts';
import { importsOf, parse } from './architecture/syntax.ts';

const files = projectFiles();
const programs = files.filter(({ path }) => path.endsWith('.ts'));

describe('the project keeps its walls', () => {
  test('and there is a project to look at', () => {
    expect(programs.length).toBeGreaterThan(100);
    expect(programs.flatMap(({ path, source }) => importsOf(parse(path, source))).length).toBeGreaterThan(
      300,
    );
  });

  test.each([
    ['a stage imports only stages to its left', wrongDirections],
    ['descriptions of the deployment load no program', runtimeInDescriptions],
    ['AWS is spoken to in its places only', awsOutsideItsPlaces],
    ['stages are pure', impurities],
  ])('%s', (_, rule) => {
    expect(programs.flatMap(({ path, source }) => rule(path, source))).toEqual([]);
  });

  test.each([
    ['files are small and named after what they are', wrongFiles],
    ['a clone has everything that a file names', strangersToClones],
  ])('%s', (_, rule) => {
    expect(files.flatMap(({ path, source }) => rule(path, source))).toEqual([]);
  });

  test('the top level is the one of the design', () => {
    expect(topLevelOf(files.map(({ path }) => path))).toEqual(topLevel);
  });
});

describe('imports are seen in every form', () => {
  test.each([
    ['import { a } from "./a.ts";', './a.ts', false],
    ['import * as a from "./a.ts";', './a.ts', false],
    ['import "./a.ts";', './a.ts', false],
    ['import {\n  a,\n  b,\n} from "./a.ts";', './a.ts', false],
    ['import type { A } from "./a.ts";', './a.ts', true],
    ['import { type A } from "./a.ts";', './a.ts', false],
    ['import a from "./a.json" with { type: "json" };', './a.json', false],
    ['export { a } from "./a.ts";', './a.ts', false],
    ['export * from "./a.ts";', './a.ts', false],
    ['export * as a from "./a.ts";', './a.ts', false],
    ['export type { A } from "./a.ts";', './a.ts', true],
    ['const load = async () => await import("./a.ts");', './a.ts', false],
    ['const load = () => import(`./a.ts`);', './a.ts', false],
    ['const load = (name: string) => import(name);', undefined, false],
    ['type A = import("./a.ts").A;', './a.ts', true],
    ['type A = typeof import("./a.ts");', './a.ts', true],
    ['function f(a: readonly import("./a.ts").A[]) {}', './a.ts', true],
  ])('%s', (source, specifier, typeOnly) => {
    expect(importsOf(parse('x.ts', source))).toEqual([{ specifier, typeOnly }]);
  });

  test.each([
    '// import "./a.ts";',
    'const text = \'import "./a.ts"\';',
    'export const a = 1;',
    'export {};',
  ])('and not in %s', (source) => {
    expect(importsOf(parse('x.ts', source))).toEqual([]);
  });
});

describe('a wrong direction is named, with the right one', () => {
  test.each([
    ['shared/parameters/x.ts', '../packages/a.ts', 'nothing else'],
    ['shared/packages/recorded-history/x.ts', '../../report/a.ts', 'to its left: parameters.'],
    [
      'shared/report/x.ts',
      '../announce/a.ts',
      'to its left: parameters, packages, inventories, changes, setups, exposure, behaviour, risks.',
    ],
    [
      'shared/risks/x.ts',
      '../report/a.ts',
      'to its left: parameters, packages, inventories, changes, setups, exposure, behaviour.',
    ],
    ['shared/inventories/x.ts', '../changes/a.ts', 'to its left: parameters, packages.'],
    ['shared/feed/x.ts', '../aws/a.ts', 'to its left'],
    ['shared/feed/x.ts', '../history/a.ts', 'to its left'],
    ['shared/changes/x.ts', '../../functions/poll/a.ts', 'to its left'],
    ['shared/problem.ts', './parameters/a.ts', 'imports nothing'],
    ['shared/history/x.ts', '../changes/a.ts', 'it is data'],
    ['shared/aws/x.ts', '../history/a.ts', 'every stage'],
    ['shared/aws/x.ts', '../../functions/poll/context.ts', 'every stage'],
    ['shared/elsewhere/x.ts', '../problem.ts', 'give a new one its place'],
    ['functions/poll/x.ts', '../feed/answer.ts', 'never import each other'],
    ['functions/poll/x.ts', '../poller/a.ts', 'never import each other'],
    ['functions/poll/x.ts', '../../infra/local/invoke.ts', 'never import each other'],
    ['functions/poll/x.ts', '../../cli/style.ts', 'never import each other'],
    ['infra/local/x.ts', '../../functions/poll/handler.ts', 'infra/ and shared/'],
    ['infra/x.ts', './local/lock.ts', 'the template is made of'],
    ['infra/x.ts', '../functions/poll/handler.ts', 'the template is made of'],
    ['serverless.ts', './cli/style.ts', 'the template is made of'],
    ['cli/replay/x.ts', '../../test/zip.ts', 'imports no test'],
    ['bench/x.ts', '../test/zip.ts', 'not its tests'],
    ['vitest.config.ts', './shared/problem.ts', 'configuration of a tool'],
    ['elsewhere/x.ts', '../shared/problem.ts', 'no place in the layout'],
  ])('%s must not import %s', (path, specifier, way) => {
    const wrong = wrongDirections(path, `import type { a } from '${specifier}';`);
    expect(wrong).toEqual([expect.stringContaining(way)]);
  });

  test.each([
    ['shared/feed/x.ts', '../announce/a.ts'],
    ['shared/packages/release-notes/x.ts', '../../problem.ts'],
    ['shared/aws/x.ts', '../feed/a.ts'],
    ['functions/poll/x.ts', './a.ts'],
    ['cli/x.ts', '../shared/aws/a.ts'],
    ['test/x.test.ts', '../cli/a.ts'],
  ])('%s may import %s', (path, specifier) => {
    expect(wrongDirections(path, `import { a } from '${specifier}';`)).toEqual([]);
  });
});

describe('each of the other rules has been seen to object', () => {
  test.each([
    ['infra/x.ts', 'import { z } from "zod";'],
    ['infra/x.ts', 'import { a } from "../shared/problem.ts";'],
    ['functions/poll/function.ts', 'import { poll } from "./poll.ts";'],
    ['serverless.ts', 'import { handler } from "./functions/poll/handler.ts";'],
    ['serverless.ts', 'const a = await import("./shared/problem.ts");'],
  ])('%s describes and does not run: %s', (path, source) => {
    expect(runtimeInDescriptions(path, source)).toEqual([expect.stringContaining(`${path} loads`)]);
  });

  test.each([
    ['shared/feed/x.ts', 'import { SNSClient } from "@aws-sdk/client-sns";'],
    ['shared/feed/x.ts', 'import type { SNSClient } from "@aws-sdk/client-sns";'],
    ['functions/poll/poll.ts', 'import type { SNSClient } from "@aws-sdk/client-sns";'],
    ['infra/x.ts', 'import { SNSClient } from "@aws-sdk/client-sns";'],
  ])('%s does not speak to AWS: %s', (path, source) => {
    expect(awsOutsideItsPlaces(path, source)).toEqual([expect.stringContaining('shared/aws')]);
  });

  test.each([
    ['import { join } from "node:path";', 'node:path'],
    ['const load = (name: string) => import(name);', 'a computed import'],
    ['const a = process.env;', 'process'],
    ['const { env } = process;', 'process'],
    ['const a = await fetch("https://example.com");', 'fetch'],
    ['const a = Date.now();', 'Date.now'],
    ['const a = [].map(Date.now);', 'Date.now'],
    ['const a = new Date();', 'new Date()'],
    ['const a = Date();', 'Date()'],
    ['const a = Math.random();', 'Math.random'],
    ['console.log("a");', 'console'],
    ['setTimeout(() => {}, 1);', 'setTimeout'],
    ['const a = { fetch };', 'fetch'],
    ['const a = (globalThis as unknown as { a: 1 }).a;', 'globalThis'],
    ['const a = crypto.randomUUID();', 'crypto'],
    ['const a = import.meta.dirname;', 'import.meta'],
  ])('a stage is not pure with %s', (source, what) => {
    expect(impurities('shared/feed/x.ts', source)).toEqual([
      expect.stringContaining(`shared/feed/x.ts uses ${what}:`),
    ]);
    expect(impurities('shared/aws/x.ts', source)).toEqual([]);
  });

  test.each([
    'const a = new Date("2024-08-17");',
    'const a = { process: 1, fetch: 2 }; const b = a.process;',
    'interface A { fetch: string; process(): void }',
    '// fetch(), process, Date.now()',
    'const a = "console";',
  ])('a stage is pure with %s', (source) => {
    expect(impurities('shared/feed/x.ts', source)).toEqual([]);
  });

  test.each([
    ['shared/utils/x.ts', 0, 'says nothing'],
    ['shared/feed/helpers.ts', 0, 'says nothing'],
    ['shared/jsonFeed/x.ts', 0, 'not kebab-case'],
    ['shared/feed/jsonFeed.ts', 0, 'not kebab-case'],
    ['shared/behaviour/entries/an_entry.yaml', 0, 'not kebab-case'],
    ['shared/feed/x.ts', 251, 'has 251 lines'],
    ['test/feed/x.test.ts', 251, 'has 251 lines'],
    ['functions/feed/handler.ts', 41, 'at most 40'],
  ])('%s with %i lines', (path, lines, complaint) => {
    expect(wrongFiles(path, '\n'.repeat(lines))).toEqual([expect.stringContaining(complaint)]);
  });

  test('a file of 250 lines, or one that is no program, is as it should be', () => {
    expect(wrongFiles('test/feed/x.test.ts', '\n'.repeat(250))).toEqual([]);
    expect(wrongFiles('docs/README.md', '\n'.repeat(999))).toEqual([]);
  });

  // The offending texts are put together here, because this file is one of those that must not have them.
  test.each([
    ['docs/x.md', `see ${['', 'work', 'main'].join('/')}`],
    ['docs/x.md', `see ${['', 'home', 'someone', 'x'].join('/')}`],
    ['docs/x.md', ['https://registry', 'npmjs.org/x'].join('.')],
    ['package-lock.json', `{ ${['"resolved"', ' "https://example.com/x.tgz"'].join(':')} }`],
    ['docs/x.md', `see ${['..', '..', 'shared', 'x.md'].join('/')}`],
    ['x.md', `see ${['..', 'shared', 'x.md'].join('/')}`],
  ])('a clone does not have what %s names: %s', (path, source) => {
    expect(strangersToClones(path, source)).toEqual([expect.stringContaining(path)]);
  });

  test('a clone has the folder next door', () => {
    expect(
      strangersToClones('docs/x.md', `see ${['..', 'shared', 'problem.ts'].join('/')} and network/work/shop`),
    ).toEqual([]);
  });

  test('a new folder of the top level is noticed', () => {
    expect(topLevelOf(['lib/x.ts', 'a.json', 'cli/x.ts', 'cli/y.ts'])).toEqual(['cli', 'lib']);
  });
});
