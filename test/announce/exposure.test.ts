import { expect, test } from 'vitest';
import { type AnnouncedExposure, describeExposure } from '../../shared/announce/exposure.ts';

const nothing: AnnouncedExposure = { setups: 7, exposedSetups: 0, byNoLine: 0, cannotTell: 0, exposed: [] };
const lines = (...places: readonly (readonly [setup: string, place: string])[]) => ({
  exposed: places.map(([setup, place]) => ({ setup, behaviourChange: 'a', place })),
  exposedSetups: new Set(places.map(([setup]) => setup)).size,
});

test.each([
  ['', undefined],
  ['None of your 7 setups is known to be exposed.', nothing],
  ['None of your 7 setups is known to be exposed. Of 2 it cannot be told.', { ...nothing, cannotTell: 2 }],
  [
    'By a line of theirs, none of your 7 setups is known to be exposed. 1 of them meets a change that no line decides.',
    { ...nothing, byNoLine: 1 },
  ],
  ['1 of your 7 setups is exposed: a, x.sh line 14.', { ...nothing, ...lines(['a', 'x.sh:14']) }],
  [
    '2 of your 7 setups are exposed: a, x.sh line 1 and y:z.sh line 2 …; b, x.sh line 3. 7 of them meet a change that no line decides.',
    {
      ...nothing,
      byNoLine: 7,
      ...lines(['a', 'x.sh:1'], ['a', 'x.sh:1'], ['a', 'y:z.sh:2'], ['a', 'x.sh:4'], ['b', 'x.sh:3']),
    },
  ],
  [
    '6 of your 7 setups are exposed: a, f line 1; b, f line 1; c, f line 1; d, f line 1; e, f line 1; and 1 more.',
    { ...nothing, ...lines(...[...'abcdef'].map((name) => [name, 'f:1'] as const)) },
  ],
])('%s', (words, exposure) => {
  expect(describeExposure(exposure === undefined ? {} : { exposure })).toBe(words);
});
