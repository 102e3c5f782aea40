import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  allChangesBetween,
  type Change,
  type ChangeKind,
  changesBetween,
} from '../../shared/changes/change.ts';
import type { TrackPackages } from '../../shared/packages/packages.ts';
import { type ChangeLevel, parseVersion } from '../../shared/packages/version.ts';

/** What a source says of a package: a version, `—` (not there), or nothing. */
type Said = string | undefined;

function packagesOf(said: Readonly<Record<string, Said>>): TrackPackages {
  const known = Object.entries(said).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return new Map(
    known.map(([name, text]) => {
      const version = parseVersion(text);
      if (text !== '—' && version === undefined) throw new RangeError(`No version: ${text}`);
      return [name, { name, version: text === '—' ? undefined : version, source: 'release-notes' }];
    }),
  );
}

describe('what happened to a package', () => {
  test.each<[name: string, before: Said, after: Said, kind: ChangeKind, level?: ChangeLevel]>([
    ['containerd', '1.7.11-1.amzn2.0.1', '1.7.20-1.amzn2.0.1', 'upgraded', 'patch'],
    ['containerd', '1.7.9-1', '1.7.10-1', 'upgraded', 'patch'],
    ['containerd', '1.7.20-1', '1.7.11-1', 'downgraded', 'patch'],
    ['containerd', '1.6.19-1', '1.7.2-1', 'upgraded', 'minor'],
    ['containerd', '1.7.27-1', '2.1.4-1', 'upgraded', 'major'],
    ['containerd', '2.1.4-1', '1.7.27-1', 'downgraded', 'major'],
    ['containerd', '1.8.0-rc1-1', '1.8.0-1', 'upgraded', 'patch'],
    ['containerd', '1.7.11-1.amzn2.0.1', '1.7.11-1.amzn2.0.2', 'rebuilt', 'rebuild'],
    ['containerd', '1.7.11-2', '1.7.11-1', 'rebuilt', 'rebuild'],
    ['containerd', '1.7.27-1.amzn2023.0.3', '1.7.27', 'rebuilt', 'rebuild'],
    ['containerd', '1.7.27', '1.7.27-1.eks.amzn2023.0.4', 'rebuilt', 'rebuild'],
    ['containerd', '1.7.11', '1.7.20-1', 'upgraded', 'patch'],
    ['containerd', '1.7.20-1', '1:1.7.20-1', 'rebuilt', 'rebuild'],
    ['containerd', '1:1.7.20-1', '1.7.22-1', 'downgraded', 'patch'],
    ['kernel', '6.1.102-1', '6.1.109-1', 'upgraded', 'patch'],
    ['kernel', '6.1.141-1', '6.12.37-1', 'upgraded', 'line'],
    ['kernel', '6.12.37-1', '6.1.141-1', 'downgraded', 'line'],
    ['kernel', '5.4.254-1', '6.1.102-1', 'upgraded', 'line'],
    ['nvidia-driver', '560.35.05-1', '570.124.06-1', 'upgraded', 'line'],
    ['nvidia-driver', '570.124.06-1', '570.133.20-1', 'upgraded', 'minor'],
    ['docker', '—', '25.0.3-1', 'added'],
    ['docker', '25.0.3-1', '—', 'removed'],
    ['docker', undefined, '25.0.3-1', 'now-reported'],
    ['docker', '25.0.3-1', undefined, 'no-longer-reported'],
  ])('%s %s → %s: %s %s', (name, before, after, kind, level) => {
    const changes = changesBetween(packagesOf({ [name]: before }), packagesOf({ [name]: after }));
    expect(changes).toMatchObject([{ package: name, kind }]);
    expect(changes[0]?.level).toBe(level);
    expect([changes[0]?.before?.text, changes[0]?.after?.text]).toEqual([
      before === '—' ? undefined : before,
      after === '—' ? undefined : after,
    ]);
  });

  test.each<[before: Said, after: Said]>([
    ['1.7.11-1', '1.7.11-1'],
    ['—', '—'],
    ['—', undefined],
    [undefined, '—'],
    ['1.7.11-1', '0:1.7.11-1'],
    ['5.4.117-58.216.amzn2.x86_64', '5.4.117-58.216.amzn2'],
    ['19.03.13-ce', '19.03.13ce'],
    ['1.0.0-rc93', '1.0.0~rc93'],
  ])('%s → %s is no change', (before, after) => {
    expect(changesBetween(packagesOf({ runc: before }), packagesOf({ runc: after }))).toEqual([]);
  });

  test('they come by package name', () => {
    const after = packagesOf({ runc: '1.2-1', containerd: '1.7-1', kernel: '6.1-1' });
    const names = changesBetween(new Map(), after).map((change) => change.package);
    expect(names).toEqual(['containerd', 'kernel', 'runc']);
  });
});

describe('for any two sets of packages', () => {
  const said = fc.constantFrom(
    undefined,
    '—',
    ...['1.7.11-1.amzn2.0.1', '1.7.11-2.amzn2', '1.7.11', '1.7.20-1', '1.8.0-rc1-1', '1.8.0-1', '2.0'],
    ...['6.1.102-1', '6.12.22-1', '1:1.0-1', '1:1.0-2'],
  );
  const names = ['containerd', 'kernel', 'nvidia-driver', 'runc', 'docker'];
  const packages = fc
    .tuple(...names.map(() => said))
    .map((versions) => packagesOf(Object.fromEntries(names.map((name, index) => [name, versions[index]]))));

  const textsOf = (of: TrackPackages) =>
    new Map(
      [...of].flatMap(([name, { version }]) =>
        version === undefined ? [] : [[name, version.text] as const],
      ),
    );

  test('nothing changes between a set and itself', () => {
    fc.assert(
      fc.property(packages, (a) => {
        expect(changesBetween(a, a)).toEqual([]);
      }),
    );
  });

  test('the changes lead from the versions of the one to those of the other', () => {
    fc.assert(
      fc.property(packages, packages, (a, b) => {
        const texts = textsOf(a);
        for (const change of changesBetween(a, b)) {
          expect(texts.get(change.package)).toBe(change.before?.text);
          if (change.after === undefined) texts.delete(change.package);
          else texts.set(change.package, change.after.text);
        }
        expect(texts).toEqual(textsOf(b));
      }),
      { numRuns: 300 },
    );
  });

  const opposite: Readonly<Record<ChangeKind, ChangeKind>> = {
    upgraded: 'downgraded',
    downgraded: 'upgraded',
    rebuilt: 'rebuilt',
    added: 'removed',
    removed: 'added',
    'now-reported': 'no-longer-reported',
    'no-longer-reported': 'now-reported',
  };
  const turned = ({
    package: name,
    kind,
    level,
    before,
    after,
    beforeSource,
    afterSource,
  }: Change): Change => {
    return {
      package: name,
      kind: opposite[kind],
      level,
      before: after,
      after: before,
      beforeSource: afterSource,
      afterSource: beforeSource,
    };
  };

  test('the way back is the inverse of the way there', () => {
    fc.assert(
      fc.property(packages, packages, (a, b) => {
        expect(changesBetween(b, a)).toEqual(changesBetween(a, b).map(turned));
      }),
      { numRuns: 300 },
    );
  });
});

test('a kubelet that moved is no line of a report, and is among all changes', () => {
  const [before, after] = [packagesOf({ kubelet: '1.30.2' }), packagesOf({ kubelet: '1.30.4' })];
  expect(changesBetween(before, after)).toEqual([]);
  expect(allChangesBetween(before, after)).toEqual([
    expect.objectContaining({ package: 'kubelet', kind: 'upgraded' }),
  ]);
});
