import { expect, test } from 'vitest';
import { expectTold, good, type Mistake, problemsOf, withChange } from './mistake.ts';

const mistakes: readonly Mistake[] = [
  [
    'missing field',
    withChange('severity: breaking\n', ''),
    'severity',
    '`severity` is missing',
    'Add it, as one of: breaking,',
  ],
  ['missing text', withChange('title: ', 'titel: '), 'title', '`title` is missing', 'Add it: text.'],
  [
    'unknown field',
    withChange('title: ', 'titel: '),
    'the entry itself',
    'has what does not belong there: "titel"',
    'Correct the name',
  ],
  [
    'unknown field inside',
    withChange('operatingSystems:', 'os:'),
    'affected[0]',
    'has what does not belong there: "os"',
    'Correct the name',
  ],
  [
    'unknown severity',
    withChange('severity: breaking', 'severity: high'),
    'severity',
    '"high", which is not known',
    'Use one of: breaking, security',
  ],
  ['unknown system', withChange('[AL2]', '[AL3]'), 'affected[0].operatingSystems[0]', '"AL3"', 'AL2, AL2023'],
  [
    'unknown stream',
    withChange('eks-amazon-linux', 'eks'),
    'affected[0].releases',
    '"eks"',
    'eks-amazon-linux',
  ],
  [
    'text for a list',
    withChange('[AL2]', 'AL2'),
    'affected[0].operatingSystems',
    '"AL2", where there must be a list',
    'after a dash',
  ],
  ['empty list', withChange('[AL2]', '[]'), 'affected[0].operatingSystems', 'is empty', 'at least 1'],
  [
    'nothing after the colon',
    withChange('component: AL2 image (containerd.service)', 'component:'),
    'component',
    'is empty, where there must be text',
    'Write it as text',
  ],
  [
    'long title',
    withChange('title: ', `title: ${'long '.repeat(30)}`),
    'title',
    'is too long: at most 120 characters',
    'Shorten',
  ],
  [
    'line break',
    withChange('title: ', 'title: |-\n  Two lines:\n  '),
    'title',
    'is not one clean line',
    '>-',
  ],
  [
    'invisible character',
    withChange('title: Containers', 'title: "Cont\\u202Eainers" #'),
    'title',
    'is not one clean line',
    'control characters',
  ],
  [
    'no symptom',
    withChange(
      good.slice(good.indexOf('symptoms:'), good.indexOf('exposure:')),
      'symptoms: { logs: [], descriptions: [] }\n\n',
    ),
    'symptoms',
    'names no symptom',
    'at least one',
  ],
  [
    'plain http',
    withChange(
      'https://github.com/awslabs/amazon-eks-ami/issues',
      'http://github.com/awslabs/amazon-eks-ami/issues',
    ),
    'references[0].url',
    'is not an https address',
    'https://',
  ],
  [
    'script for an address',
    withChange('https://github.com/awslabs/amazon-eks-ami/issues/1551', 'javascript:alert(1)'),
    'references[0].url',
    'is not an https address',
    'whole address',
  ],
  [
    'kind that is not the address’s',
    withChange('issues/1551', 'pull/1551'),
    'references[0].url',
    'is not the address of kind issue',
    '`/issues/`',
  ],
  [
    'unreal date',
    withChange('reviewed: 2026-11-22', 'reviewed: 2026-02-30'),
    'reviewed',
    'no calendar has',
    '2026-11-22',
  ],
  [
    'date of another country',
    withChange('reviewed: 2026-11-22', 'reviewed: 22.11.2026'),
    'reviewed',
    'is not a date',
    '2026-11-22',
  ],
  [
    'id that is no name',
    withChange('id: containerd-limitnofile', 'id: Containerd_LimitNOFILE'),
    'id',
    'is not kebab-case',
    'small letters',
  ],
];

test.each(mistakes)('a field: %s', expectTold);

test('of a text in place of a list it is said that it must be one, and nothing of its length', () => {
  const text = `${good}\nunresolved: It is not known which release it is.\n`;
  expect(problemsOf(text)).toEqual([expect.stringContaining('where there must be a list')]);
});
