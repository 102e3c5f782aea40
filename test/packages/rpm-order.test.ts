import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rpmvercmp } from '../../shared/packages/rpm-order.ts';
import { compareEvr } from '../../shared/packages/version.ts';

const vectors = readFileSync(new URL('./rpm-order.vectors.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(' '))
  .map(([a = '', b = '', order = '']) => ({ a, b, order: Number(order) }));

/** Pieces of versions as they are and as they should not be, so that what RPM treats specially meets often. */
const piece = fc.oneof(
  fc.constantFrom(
    '.',
    '~',
    '^',
    '_',
    '+',
    '0',
    '00',
    '1',
    '01',
    '10',
    'a',
    'A',
    'rc',
    'amzn2',
    'é',
    '.0',
    'g',
  ),
  fc.nat({ max: 120 }).map(String),
);
const part = fc.array(piece, { minLength: 1, maxLength: 7 }).map((pieces) => pieces.join(''));

const rpm = spawnSync('rpm', ['--version'], { encoding: 'utf8' });
const hasRpm = rpm.status === 0 && /version 4\.(?:1[89]|[2-9]\d)|version [5-9]/.test(rpm.stdout);
if (!hasRpm)
  console.warn('SKIPPED: no rpm 4.18 or later on this machine, so rpmvercmp is not compared with it.');

/** What rpm itself says of each pair, in one run. */
function askRpm(pairs: readonly (readonly [string, string])[]): readonly number[] {
  const calls = pairs.map(([a, b]) => `print(rpm.vercmp("${a}","${b}")) print(";") `);
  const { stdout, stderr } = spawnSync('rpm', ['--eval', `%{lua:${calls.join('')}}`], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split(';').slice(0, -1).map(Number);
}

describe('rpmvercmp', () => {
  test('there are vectors', () => expect(vectors.length).toBeGreaterThan(150));

  test.each(vectors)('$a and $b: $order', ({ a, b, order }) => {
    expect(rpmvercmp(a, b)).toBe(order);
    expect(rpmvercmp(b, a) + order).toBe(0);
  });

  test.each([
    ['', '', 0],
    ['', '1', -1],
    ['', '.', 0],
    ['', 'a', -1],
    ['', '^', -1],
    ['', '~', 1],
  ])('%j and %j: %j', (a, b, order) => expect(rpmvercmp(a, b)).toBe(order));

  test('is a total order', () => {
    fc.assert(
      fc.property(part, part, part, (a, b, c) => {
        expect(rpmvercmp(a, a)).toBe(0);
        expect(rpmvercmp(a, b) + rpmvercmp(b, a)).toBe(0);
        const [low, middle, high] = [a, b, c].sort(rpmvercmp);
        if (low === undefined || middle === undefined || high === undefined) return;
        expect(rpmvercmp(low, middle)).toBeLessThanOrEqual(0);
        expect(rpmvercmp(middle, high)).toBeLessThanOrEqual(0);
        expect(rpmvercmp(low, high)).toBe(Math.min(rpmvercmp(low, middle), rpmvercmp(middle, high)));
      }),
      { numRuns: 2000 },
    );
  });

  test('takes any strings, in a time that grows with their length only', () => {
    const long = '1.~^a'.repeat(200_000);
    const started = performance.now();
    expect(rpmvercmp(long, `${long}1`)).toBe(-1);
    expect(rpmvercmp('9'.repeat(1_000_000), '9'.repeat(1_000_000))).toBe(0);
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});

describe.skipIf(!hasRpm)('against rpm itself', () => {
  test('the vectors are what rpm says', () => {
    const orders = askRpm(vectors.map(({ a, b }) => [a, b]));
    expect(vectors.map(({ a, b }, index) => `${a} ${b} ${orders[index]}`)).toEqual(
      vectors.map(({ a, b, order }) => `${a} ${b} ${order}`),
    );
  });

  test('rpmvercmp agrees on generated versions', () => {
    const pairs = fc.sample(fc.tuple(part, part), 1000);
    const orders = askRpm(pairs);
    expect(pairs.map(([a, b]) => [a, b, rpmvercmp(a, b)])).toEqual(
      pairs.map(([a, b], index) => [a, b, orders[index]]),
    );
  });

  test('compareEvr agrees on generated epoch:version-release', () => {
    const evr = fc
      .tuple(fc.constantFrom('', ':', '0:', '1:', '01:', '10:', 'a:'), part, fc.constantFrom('', '-1'), part)
      .map(([epoch, version, middle, release]) => `${epoch}${version}${middle}-${release}`);
    const pairs = fc.sample(fc.tuple(evr, evr), 1000);
    const orders = askRpm(pairs);
    expect(pairs.map(([a, b]) => [a, b, compareEvr(a, b)])).toEqual(
      pairs.map(([a, b], index) => [a, b, orders[index]]),
    );
  });
});
