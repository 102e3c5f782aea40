import fc from 'fast-check';
import npmSatisfies from 'semver/functions/satisfies.js';
import { describe, expect, test } from 'vitest';
import { compareUpstream, parseRange, satisfies } from '../../shared/packages/range.ts';
import { parseVersion } from '../../shared/packages/version.ts';

function isIn(version: string, range: string): boolean {
  const parsedVersion = parseVersion(version);
  const parsedRange = parseRange(range);
  if (parsedVersion === undefined || parsedRange === undefined) throw new Error(`${version} or ${range}`);
  return satisfies(parsedVersion, parsedRange);
}

describe('satisfies', () => {
  // range, versions in it, versions outside
  test.each<[string, string[], string[]]>([
    [
      '>=1.7.20 <2',
      ['1.7.20-1.amzn2023.0.1', '1.7.20', '1.8.0', '1.10.0-1', '1.7.21-rc1'],
      ['1.7.11-1.amzn2023.0.1', '1.7.20-rc1', '2.0.0-1.amzn2', '2.0.0~rc1-1', '2.1.4-1.amzn2023.0.1'],
    ],
    ['>= 1.7.20  < 2', ['1.7.20'], ['2.0.0']],
    [
      '^1.7',
      ['1.7.0', '1.7.27', '1.8.0', '1.8.0~rc1-1.amzn2023'],
      ['1.6.38', '1.7.0-rc1', '2.0.0-rc1', '2.0.0'],
    ],
    [
      '~1.7.14',
      ['1.7.14', '1.7.27-1.eks.amzn2023.0.4'],
      ['1.7.13', '1.8.0', '1.8.0~rc1-1.amzn2023', '1.8.0-rc1'],
    ],
    ['1.7.x', ['1.7.0', '1.7.27'], ['1.6.9', '1.8.0', '1.8.0-rc1', '1.7.0-rc1']],
    [
      '1.7.14 - 1.7.21',
      ['1.7.14', '1.7.20-1.amzn2.0.1', '1.7.21', '1.7.21-rc1'],
      ['1.7.13', '1.7.14-rc1', '1.7.22'],
    ],
    ['1.7 - 2', ['1.7.0', '2.2.1'], ['1.6.9', '3.0.0', '3.0.0-rc1']],
    ['>=1.6.34 <1.7 || >=1.7.20', ['1.6.34', '1.6.38', '1.7.20', '2.1.4'], ['1.6.33', '1.7.0', '1.7.11']],
    ['=1.7.20', ['1.7.20-1.amzn2.0.1', '1.7.20-1.amzn2023.0.1'], ['1.7.2', '1.7.21', '1.7.20-rc1']],
    ['1.7.20', ['1.7.20'], ['1.7.2']],
    ['*', ['0.0.1', '1.7.20', '1.0.0-rc93', '2.17.2g'], []],
    ['>1.7', ['1.8.0'], ['1.7.0', '1.7.20']],
    ['<=1.7', ['1.6.0', '1.7.20'], ['1.8.0', '1.8.0-rc1']],
    // pre-releases
    ['>=1.0.0', ['1.0.0-2.amzn2', '1.0.1-rc1'], ['1.0.0-rc93', '1.0.0~rc93-1.amzn2', '1.0.0rc93']],
    ['<1.0.0', ['0.9.9', '0.9.9-rc1'], ['1.0.0-rc93', '1.0.0']],
    ['<1.0.0-0', ['0.9.9'], ['1.0.0-rc93', '1.0.0']],
    ['<=1.0.0', ['1.0.0-rc93', '1.0.0'], ['1.0.1-rc1']],
    ['>=1.0.0-rc92', ['1.0.0-rc93', '1.0.0', '1.0.0-rc100'], ['1.0.0-rc91', '1.0.0-rc9', '1.0.0-beta1']],
    ['<1.0.0-rc93', ['1.0.0-rc92', '0.9.0'], ['1.0.0-rc93', '1.0.0']],
    ['>=1.8.0-0', ['1.8.0-rc1', '1.8.0'], ['1.7.99']],
    ['=1.8.0~rc1', ['1.8.0-rc1', '1.8.0~rc1-1'], ['1.8.0', '1.8.0-rc2']],
    // two, four and five numbers
    ['>=550.118', ['550.118-1.el7', '550.118.0', '550.127.05-1.el7'], ['550.90.12-1.el7']],
    ['>=550.118.0', ['550.118-1.el7'], ['550.117', '550.90.12']],
    ['<=550.118.0', ['550.118-1.el7', '550.90.12'], ['550.118.1']],
    ['<550.118.0', ['550.117.9'], ['550.118-1.el7']],
    ['>=3.3.380.0', ['3.3.380.0-1.amzn2', '3.3.380', '3.3.1611.0-1'], ['3.3.131.0-1.amzn2', '3.3.379.9']],
    ['<3.3.380.1', ['3.3.380.0-1', '3.3.380'], ['3.3.380.1', '3.3.380.2']],
    ['=3.3.380', ['3.3.380.0-1', '3.3.380.7', '3.3.380.7-rc1'], ['3.3.38.0', '3.3.381.0', '3.3.380.0-rc1']],
    ['>3.3.380', ['3.3.381.0'], ['3.3.380.0-1', '3.3.380.7']],
    ['<3.3.380', ['3.3.379.9'], ['3.3.380.0-1', '3.3.380.7', '3.3.380.0-rc1']],
    ['3.3.380.0 - 3.3.859.0', ['3.3.380.0', '3.3.859.0-1'], ['3.3.131.0', '3.3.859.1', '3.3.987.0']],
    ['3.3.380.0', ['3.3.380.0-1'], ['3.3.380.1']],
    ['~2.29', ['2.29.0.0-dkms'], ['2.28.7.0-dkms', '2.30.0.0-dkms']],
    // leading zeros
    ['>=580.95.05', ['580.95.05-1.el9', '580.95.5', '580.105.08'], ['580.95.04', '580.95.4']],
    ['~580.95.05', ['580.95.05', '580.95.10'], ['580.95.04', '580.105.08']],
    ['535.54.03', ['535.54.03-1.el7', '535.54.3'], ['535.54.30']],
    // letters
    ['>=2.17.2', ['2.17.2g', '2.17.2'], ['2.16.1g']],
    ['<=2.17.2', ['2.17.2g', '2.16.1g'], ['2.17.3g']],
    ['<2.17.2', ['2.16.1g'], ['2.17.2g']],
    ['>2.17.2', ['2.17.3g'], ['2.17.2g']],
    ['>=2.17.2g', ['2.17.2g', '2.17.2h', '2.17.3'], ['2.17.2', '2.17.2f', '2.9.1g']],
    ['<2.17.2g', ['2.17.2', '2.17.2f'], ['2.17.2g', '2.17.2h']],
    // kernels
    ['6.1.x', ['6.1.102-111.182.amzn2023'], ['6.12.22-27.96.amzn2023', '5.10.225']],
    ['>=5.10 <5.10.178', ['5.10.173-154.642.amzn2'], ['5.10.178-162.673.amzn2', '5.4.228']],
    // an epoch and a release say nothing of the upstream version
    ['<2', ['7:1.7.20-99'], ['7:2.0.0-1']],
  ])('%s', (range, inside, outside) => {
    expect(inside.filter((version) => !isIn(version, range))).toEqual([]);
    expect(outside.filter((version) => isIn(version, range))).toEqual([]);
  });

  test('agrees with npm on plain versions', () => {
    const number = fc.nat({ max: 3 });
    const plain = fc.tuple(number, number, number).map((numbers) => numbers.join('.'));
    const partial = fc.oneof(
      plain,
      fc.tuple(number, number).map((numbers) => numbers.join('.')),
      number.map(String),
      fc.tuple(number, number).map((numbers) => `${numbers.join('.')}.x`),
      number.map((major) => `${major}.*`),
      plain.map((version) => `${version}-0`),
      plain.map((version) => `${version}-rc.1`),
      fc.constant('*'),
    );
    const operator = fc.constantFrom('', '=', '<', '<=', '>', '>=', '~', '^', '~>', '>= ', '< ');
    const comparators = fc
      .array(
        fc.tuple(operator, partial).map(([sign, bound]) => sign + bound),
        { minLength: 1, maxLength: 2 },
      )
      .map((words) => words.join(' '));
    const hyphen = fc.tuple(partial, partial).map(([from, to]) => `${from} - ${to}`);
    const range = fc
      .array(fc.oneof({ weight: 4, arbitrary: comparators }, { weight: 1, arbitrary: hyphen }), {
        minLength: 1,
        maxLength: 2,
      })
      .map((alternatives) => alternatives.join(' || '));
    fc.assert(
      fc.property(plain, range, (version, text) => {
        expect(isIn(version, text)).toBe(npmSatisfies(version, text));
      }),
      { numRuns: 5000 },
    );
  });
});

describe('parseRange', () => {
  test('keeps the text', () => expect(parseRange('>=1.7.20 <2')?.text).toBe('>=1.7.20 <2'));

  test.each([
    ...[
      '',
      ' ',
      '||',
      '1.7 ||',
      '|| 1.7',
      'latest',
      'foo',
      '>=',
      '>= <2',
      '1.7 >',
      '1 - ',
      ' - 2',
      '1 - 2 - 3',
    ],
    ...[
      '1 2 - 3',
      '>=1 - 2',
      '>=1.7.20,<2',
      '>=1.7.20<2',
      '=>1.7',
      '!1.7',
      '1.7.14-1.7.21',
      '1:1.7',
      '1.7..2',
    ],
    // a release, which npm would take for a pre-release
    ...['>=1.7.20-1.amzn2023.0.1', '=2.2.1-1.amzn2023.0.2', '<1.7.20-1', '1.7.20-foo'],
    // what only versions of three numbers can have
    ...[
      '^3.3.380.0',
      '~3.3.380.0',
      '3.3.380.x',
      '^2.17.2g',
      '^99999999999999999999',
      `>=1${' '.repeat(256)}`,
    ],
  ])('has no range in %j', (text) => expect(parseRange(text)).toBeUndefined());

  test('never throws, and is quick with hostile input', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-z.~^<>=| *x-]{0,60}$/), (text) => {
        parseRange(text);
      }),
      { numRuns: 2000 },
    );
    const started = performance.now();
    for (const piece of ['1.', '^', '- ', '||1', '>=1 ', '1 - ', '0', '1-', ' ']) {
      parseRange(piece.repeat(256 / piece.length));
      parseRange(piece.repeat(1_000_000));
    }
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});

describe('compareUpstream', () => {
  test.each([
    ['1.7.20-1.amzn2023.0.1', '1.7.20', 0],
    ['1.7.11-1.amzn2023.0.1', '1.7.20', -1],
    ['1.7.27-1.amzn2023.0.1', '1.7.3', 1],
    ['1.7.20', 'v1.7.20', 0],
    ['1.7.20', '0', 1],
    ['0.1.0', '0.0.0-0', 1],
    ['1.7.0-rc1', '1.7.0-0', 1],
    ['1.6.99', '1.7.0-0', -1],
    ['1.0.0-rc93', '1.0.0', -1],
    ['1.0.0', '1.0.0-rc93', 1],
    ['1.0.0-rc93', '1.0.0-rc93', 0],
    ['1.0.0-rc93', '1.0.0-rc.93', 0],
    ['2.1.5-rc.1', '2.1.5-beta.2', 1],
    ['1.7.20', '1.7', 0],
    ['1.8.0', '1.7', 1],
    ['2.17.2g', '2.17.2', 0],
    ['550.118', '550.118.0', 0],
    ['3.3.380.0-1', '3.3.380', 0],
    ['3.3.380.0-rc1', '3.3.380', -1],
    ['1.7.20-1.amzn2', '1.7.20-9.amzn2', 0],
    ['1.7.20', '1:1.7.20-1.amzn2', 0],
    ['1.7.20', '', 0],
    ['1.7.20', '0.0.0-20200101000000-abcdef012345', 1],
  ])('%s against %j: %i', (version, bound, order) => {
    const parsed = parseVersion(version);
    expect(parsed && compareUpstream(parsed, bound)).toBe(order);
  });
});
