import { expect, test } from 'vitest';
import { compareSeverities, findingWeight, severities } from '../../shared/report/severity.ts';

test.each([
  ['breaking', 'introduced', 'breaking'],
  ['security', 'introduced', 'security'],
  ['behaviour', 'introduced', 'behaviour'],
  ['deprecation', 'introduced', 'deprecation'],
  ['breaking', 'reverted', 'behaviour'],
  ['security', 'reverted', 'behaviour'],
  ['behaviour', 'reverted', 'behaviour'],
  ['deprecation', 'reverted', 'deprecation'],
  ['breaking', 'carried', 'routine'],
  ['security', 'carried', 'routine'],
] as const)('%s that is %s weighs %s', (severity, direction, weight) => {
  expect(findingWeight(severity, direction)).toBe(weight);
});

test('what nobody has reviewed is graver than all but what is known to break', () => {
  expect(compareSeverities('unreviewed', 'breaking')).toBe(1);
  expect(compareSeverities('unreviewed', 'security')).toBe(-1);
});

test('what is unknown is graver than what is routine, and lighter than what is known', () => {
  expect(severities.toReversed().sort(compareSeverities)).toEqual([
    'breaking',
    'unreviewed',
    'security',
    'behaviour',
    'deprecation',
    'unknown',
    'routine',
  ]);
});
