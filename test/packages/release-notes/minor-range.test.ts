import { expect, test } from 'vitest';
import { parseMinorRange } from '../../../shared/packages/release-notes/minor-range.ts';
import type { Minor } from '../../../shared/parameters/track.ts';

const minors: readonly Minor[] = ['1.9', '1.18', '1.19', '1.20', '1.21'];

test.each([
  ['1.19', ['1.19']],
  ['1.19 and below', ['1.9', '1.18', '1.19']],
  ['1.20 and above', ['1.20', '1.21']],
  ['1.20 and later', ['1.20', '1.21']],
  ['1.20+', ['1.20', '1.21']],
  ['1.18 – 1.20', ['1.18', '1.19', '1.20']],
  ['1.18-1.20', ['1.18', '1.19', '1.20']],
])('%s', (text, covered) => {
  expect(minors.filter((minor) => parseMinorRange(text)?.(minor))).toEqual(covered);
});

test.each(['', 'all', '1', '1.19 and', '1.19 and around', '1.x', '1.18 - ', 'and below'])(
  'not %j',
  (text) => {
    expect(parseMinorRange(text)).toBeUndefined();
  },
);
