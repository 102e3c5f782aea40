import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareEvr,
  compareVersions,
  levelOf,
  parseVersion,
  type Version,
} from '../../shared/packages/version.ts';

function versionOf(text: string): Version {
  const version = parseVersion(text);
  if (version === undefined) throw new Error(`${text} is not a version`);
  return version;
}

describe('parseVersion', () => {
  // text, upstream, release, version where it is not the upstream one
  test.each<[string, string, string | undefined, string?]>([
    ['1.7.20-1.amzn2023.0.1', '1.7.20', '1.amzn2023.0.1'],
    ['1.7.27-1.eks.amzn2023.0.4', '1.7.27', '1.eks.amzn2023.0.4'],
    ['1.7.27', '1.7.27', undefined],
    ['1.1.7-4.amzn2', '1.1.7', '4.amzn2'],
    ['5.10.198-187.748.amzn2', '5.10.198', '187.748.amzn2'],
    ['6.12.94-123.180.amzn2023', '6.12.94', '123.180.amzn2023'],
    ['3.2.1705.0-1', '3.2.1705.0', '1'],
    ['3.3.4624.0-1.amzn2023', '3.3.4624.0', '1.amzn2023'],
    ['3.0.1124.0', '3.0.1124.0', undefined],
    ['2.10.0-1.amzn2023', '2.10.0', '1.amzn2023'],
    ['2.17.2g', '2.17.2g', undefined],
    ['535.54.03-1.el7', '535.54.03', '1.el7'],
    ['550.118-1.el7', '550.118', '1.el7'],
    ['570.172.08', '570.172.08', undefined],
    ['580.159.03-1.el9', '580.159.03', '1.el9'],
    ['2.29.0.0-dkms', '2.29.0.0', undefined],
    ['12.2.2-1', '12.2.2', '1'],
    ['20.10.25-1.amzn2.0.3', '20.10.25', '1.amzn2.0.3'],
    ['19.03.13-ce', '19.03.13', undefined],
    ['19.03.13ce', '19.03.13', undefined],
    ['1.0.0.amzn2', '1.0.0', undefined],
    ['5.4.117-58.216.amzn2.x86_64', '5.4.117', '58.216.amzn2'],
    ['1.0.0-rc93', '1.0.0-rc93', undefined, '1.0.0~rc93'],
    ['1.0.0-rc93-1.amzn2', '1.0.0-rc93', '1.amzn2', '1.0.0~rc93'],
    ['1.0.0rc93', '1.0.0-rc93', undefined, '1.0.0~rc93'],
    ['2.0.0-beta.2', '2.0.0-beta.2', undefined, '2.0.0~beta.2'],
    ['1.8.0~rc1-1.amzn2023', '1.8.0-rc1', '1.amzn2023', '1.8.0~rc1'],
    ['1.0^20160102-1', '1.0^20160102', '1'],
    ['595', '595', undefined],
  ])('%s', (text, upstream, release, version = upstream) => {
    expect(parseVersion(text)).toEqual({ text, epoch: 0, version, release, upstream });
  });

  test('an epoch', () => {
    expect(parseVersion('1:1.2.3-4')).toMatchObject({ epoch: 1, version: '1.2.3', release: '4' });
  });

  test.each([
    ...['', ' ', '-', '—', '.', '~', 'latest', 'n/a', 'v1.7.20', 'runc-1.1.4-1.amzn2', 'kernel'],
    ...[
      '1.7.*',
      '*',
      '1.7.x',
      '1.X',
      '1.7.20 ',
      ' 1.7.20',
      '1.7 .20',
      '1.7.20\n',
      '1.7.20-1 (1.19 and above)',
    ],
    ...[
      '1.7.20-',
      '1.7.20-1-',
      '-1',
      '1..7',
      '1.7.',
      '.1.7',
      '1.7.20-1.',
      '1.7.20-1..amzn2',
      '1.7/2',
      '１.7',
    ],
    ...['1.7.20-foo', '1.7.20-amzn2', '1.1.3-1.amzn2-1.amzn2', '1.0.0-rc93-1-2', '1.0.0-preset'],
    ...[':1.7', 'a:1.7', '1:', '1:2:3', '1:-1', '1234567890:1', '<b>1.7</b>', '1'.repeat(129)],
  ])('has no version in %j', (text) => expect(parseVersion(text)).toBeUndefined());

  test('takes versions up to 128 characters', () =>
    expect(versionOf('1'.repeat(128)).text).toHaveLength(128));

  test('never throws, and reads what it gives as upstream again', () => {
    const wild = fc.oneof(fc.string({ maxLength: 200 }), fc.stringMatching(/^[0-9a-z.~^:_+-]{0,40}$/));
    fc.assert(
      fc.property(wild, (text) => {
        const version = parseVersion(text);
        if (version === undefined) return;
        expect(version.text).toBe(text);
        expect(rereadOrder(version)).toBe(0);
      }),
      { numRuns: 3000 },
    );
  });

  /** The order of a version and its own parts written out in RPM's way. */
  function rereadOrder({ text, epoch, version, release }: Version): number {
    const written = `${epoch}:${version}${release === undefined ? '' : `-${release}`}`;
    return compareVersions(versionOf(text), versionOf(written));
  }

  test('hostile input costs no more than other input', () => {
    const started = performance.now();
    for (const text of ['1.'.repeat(64), '1'.repeat(10_000_000), `1${'.el1'.repeat(31)}`, '~'.repeat(128)]) {
      parseVersion(text);
    }
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});

describe('compareVersions', () => {
  test.each([
    ['1.7.11-1.amzn2023.0.1', '1.7.20-1.amzn2023.0.1', -1],
    ['1.7.20-1.amzn2023.0.1', '1.7.11-1.amzn2023.0.1', 1],
    ['1.7.27-1.amzn2.0.2', '1.7.27-1.amzn2.0.10', -1],
    ['1.7.27', '1.7.27-1.eks.amzn2023.0.4', 0],
    ['1.7.27', '1.7.28-1.amzn2023.0.1', -1],
    ['2.28.0.0-dkms', '2.29.0.0-dkms', -1],
    ['1.0.0-rc93', '1.0.0-2.amzn2', -1],
    ['1.0.0-rc93', '1.0.0~rc93-1.amzn2', 0],
    ['1.8.0~rc1-1.amzn2023', '1.7.99-1.amzn2023', 1],
    ['1.0.0.amzn2', '1.0.0-2.amzn2', 0],
    ['5.4.117-58.216.amzn2.x86_64', '5.4.117-58.216.amzn2', 0],
    ['19.03.13-ce', '19.03.13ce', 0],
    ['550.118-1.el7', '550.90.12-1.el7', 1],
    ['580.95.05-1.el9', '580.105.08-1.el9', -1],
    ['1:1.0-1', '2.0-1', 1],
    ['0:1.0-1', '1.0-1', 0],
  ])('%s and %s: %i', (a, b, order) => {
    expect(compareVersions(versionOf(a), versionOf(b))).toBe(order);
    expect(compareVersions(versionOf(b), versionOf(a)) + order).toBe(0);
  });

  const number = fc.oneof(fc.constantFrom('0', '00', '1', '01', '2', '08'), fc.nat({ max: 20 }).map(String));
  const tail = fc.constantFrom('', '', 'g', '~rc1', '-rc2', '^git1', '~', 'rc10');
  const release = fc.constantFrom('-1', '-1.amzn2', '-1.amzn2.0.1', '-1.amzn2023.0.10', '-1.eks.amzn2', '-2');
  const build = fc.oneof(release, fc.constantFrom('', '-dkms'));
  const versions = (builds: fc.Arbitrary<string>) =>
    fc
      .tuple(
        fc.constantFrom('', '', '0:', '1:'),
        fc.array(number, { minLength: 1, maxLength: 3 }),
        tail,
        builds,
      )
      .map(([epoch, numbers, end, last]) => versionOf(`${epoch}${numbers.join('.')}${end}${last}`));

  test('is a total order of versions with releases', () => {
    const builds = versions(release);
    fc.assert(
      fc.property(builds, builds, builds, (a, b, c) => {
        expect(compareVersions(a, a)).toBe(0);
        expect(compareVersions(a, b) + compareVersions(b, a)).toBe(0);
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) {
          expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('"older" has no contradiction where releases are unknown', () => {
    const builds = versions(build);
    fc.assert(
      fc.property(builds, builds, builds, (a, b, c) => {
        expect(compareVersions(a, b) + compareVersions(b, a)).toBe(0);
        if (compareVersions(a, b) < 0 && compareVersions(b, c) < 0) expect(compareVersions(a, c)).toBe(-1);
      }),
      { numRuns: 3000 },
    );
  });

  test('levelOf is the same in both directions, and a rebuild exactly where the upstream version stays', () => {
    fc.assert(
      fc.property(versions(build), versions(build), fc.constantFrom(0, 1, 2), (a, b, lines) => {
        expect(levelOf(a, b, lines)).toBe(levelOf(b, a, lines));
        expect(levelOf(a, b, lines) === 'rebuild').toBe(compareEvr(a.version, b.version) === 0);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('compareEvr', () => {
  test.each([
    ['1.0', '1.0-1', 0],
    ['1.0-1', '1.0-2', -1],
    ['1.0-1', '1.0', 0],
    ['1:1.0', '2.0', 1],
    ['01:1.0', '1:1.0', 0],
    [':1.0', '0:1.0', 0],
    ['1.0-1-2', '1.0-1-10', -1],
    ['1.0-2-1', '1.0-10-1', -1],
    ['1.0-', '1.0-1', -1],
    ['', '', 0],
    ['latest', '1.0', -1],
    ['99999999999999999999:1', '99999999999999999998:1', 1],
    ['1.0.0-rc93', '1.0.0-1', -1],
  ])('%j and %j: %i', (a, b, order) => {
    expect(compareEvr(a, b)).toBe(order);
    expect(compareEvr(b, a) + order).toBe(0);
  });
});

describe('levelOf', () => {
  test.each<[string, string, number | undefined, string]>([
    ['1.7.11-1.amzn2023.0.1', '1.7.20-1.amzn2023.0.1', undefined, 'patch'],
    ['1.6.19-1.amzn2.0.5', '1.7.2-1.amzn2.0.1', undefined, 'minor'],
    ['1.7.29-1.eks.amzn2023.0.1', '2.1.5-1.amzn2023.0.1', undefined, 'major'],
    ['1.7.27-1.amzn2023.0.1', '1.7.27-1.eks.amzn2023.0.4', undefined, 'rebuild'],
    ['1.7.27', '1.7.27-1.amzn2023.0.1', undefined, 'rebuild'],
    ['580.95.05-1.el9', '580.95.5-1.el9', undefined, 'rebuild'],
    ['3.3.380.0-1', '3.3.380.1-1', undefined, 'patch'],
    ['2.17.2', '2.17.2g', undefined, 'patch'],
    ['1.0.0-rc93', '1.0.0-2.amzn2', undefined, 'patch'],
    ['6.1.102-111.182.amzn2023', '6.12.22-27.96.amzn2023', 2, 'line'],
    ['6.1.102-111.182.amzn2023', '6.1.109-118.189.amzn2023', 2, 'patch'],
    ['6.1.102-111.182.amzn2023', '6.1.102-111.187.amzn2023', 2, 'rebuild'],
    ['5.10.225-213.878.amzn2', '6.1.102-111.182.amzn2023', 2, 'line'],
    ['560.35.05-1.el9', '570.124.06-1.el9', 1, 'line'],
    ['570.133.20-1.el9', '570.172.08', 1, 'minor'],
    ['570.172.08-1.el9', '570.172.09-1.el9', 1, 'patch'],
    ['1.2.3', '1.2.4', 3, 'line'],
  ])('%s → %s with %s line segments: %s', (before, after, lines, level) => {
    expect(levelOf(versionOf(before), versionOf(after), lines)).toBe(level);
    expect(levelOf(versionOf(after), versionOf(before), lines)).toBe(level);
  });
});
