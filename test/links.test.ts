import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
];

/** What stands between fences is an example, and no part of the page. */
const proseOf = (path: string) => readFileSync(path, 'utf8').replaceAll(/^ *```.*?^ *```/gms, '');

/** The anchors of a page's headings, as GitHub makes them: a repeated one gets a number. */
function anchorsOf(path: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of proseOf(path).matchAll(/^#+ +(.+?) *$/gm)) {
    const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const anchor = words.replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '').replaceAll(' ', '-');
    let free = anchor;
    for (let count = 1; anchors.has(free); count += 1) free = `${anchor}-${count}`;
    anchors.add(free);
  }
  for (const [, id = ''] of proseOf(path).matchAll(/<a (?:id|name)="([^"]+)"/g)) anchors.add(id);
  return anchors;
}

test.each(pages)('%s leads to nothing that is not there', (page) => {
  const path = join(root, page);
  const targets = [...proseOf(path).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  const dead = targets.filter((target) => {
    if (/^[a-z]+:/.test(target)) return false;
    const [file = '', anchor] = target.split('#');
    const named = file === '' ? path : resolve(dirname(path), decodeURI(file));
    if (!existsSync(named)) return true;
    const isPage = named.endsWith('.md') && statSync(named).isFile();
    return anchor !== undefined && isPage && !anchorsOf(named).has(anchor);
  });
  expect(dead).toEqual([]);
});

test('sections of documents that the program names are there', () => {
  const named = ['cli', 'functions', 'infra', 'shared'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).flatMap((name) =>
      name.endsWith('.ts')
        ? [...readFileSync(join(root, folder, name), 'utf8').matchAll(/docs\/([\w-]+\.md)#([\w-]+)/g)]
        : [],
    ),
  );
  expect(named.length).toBeGreaterThan(10);
  const dead = named.filter(
    ([, page = '', anchor = '']) => !anchorsOf(join(root, 'docs', page)).has(anchor.replace(/-$/, '')),
  );
  expect(dead.map(([link]) => link)).toEqual([]);
});
