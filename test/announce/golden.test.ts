import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { goldenPath, goldenReleases, renderGolden } from './render-golden.ts';

const rendered = renderGolden();

test('there are ten', () => {
  expect([...rendered.keys()]).toEqual(goldenReleases);
});

test.each(goldenReleases)(
  '%s reads as it was reviewed; after a change, `npm run golden` and read it again',
  (release) => {
    expect(rendered.get(release)).toBe(readFileSync(goldenPath(release), 'utf8'));
  },
);
