import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BehaviourChange } from '../../shared/behaviour/behaviour-change.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { type Affected, affects, type Direction, matchTrack } from '../../shared/behaviour/match.ts';
import { amiTypes } from '../../shared/parameters/track.ts';
import { stateOf, type Versions } from './state.ts';

const [template] = behaviourChanges;
if (template === undefined) throw new RangeError('There are no entries.');

/** An entry with these places; all else does not matter to matching. */
const entry = (...affected: BehaviourChange['affected'][number][]): BehaviourChange => ({
  ...template,
  id: 'some',
  affected,
});

const since117 = { package: 'runc', events: [{ introduced: '1.1.7' }] };
const track = 'AL2_x86_64/1.30';

describe('directions', () => {
  const versions: Readonly<Record<Affected, Versions>> = {
    yes: { runc: '1.2.4' },
    no: { runc: '1.1.5' },
    unknown: {},
  };
  const table: readonly (readonly [
    before: Affected | 'first sight',
    after: Affected,
    Direction | undefined,
  ])[] = [
    ['no', 'yes', 'introduced'],
    ['yes', 'yes', 'carried'],
    ['unknown', 'yes', 'carried'],
    ['first sight', 'yes', 'carried'],
    ['yes', 'no', 'reverted'],
    ['no', 'no', undefined],
    ['unknown', 'no', undefined],
    ['first sight', 'no', undefined],
    ['yes', 'unknown', undefined],
    ['no', 'unknown', undefined],
    ['unknown', 'unknown', undefined],
    ['first sight', 'unknown', undefined],
  ];
  test.each(table)('%s, then %s: %s', (before, after, direction) => {
    const was = before === 'first sight' ? undefined : stateOf(track, 'v20240817', versions[before]);
    const findings = matchTrack([entry(since117)], was, stateOf(track, 'v20240828', versions[after]));
    expect(findings).toEqual(direction === undefined ? [] : [{ behaviourChange: 'some', direction, track }]);
  });

  test('an AMI without the package does not have the behaviour', () => {
    expect(affects(entry(since117), stateOf(track, 'v20240817', { runc: '—' }))).toBe('no');
  });
});

describe('several places', () => {
  const elsewhere = { ...since117, operatingSystems: ['AL2023'] as const };
  const releases = { releases: 'eks-amazon-linux', events: [{ introduced: 'v20240828' }] } as const;
  test.each<[string, BehaviourChange, Versions, Affected]>([
    ['one is enough', entry(since117, elsewhere), { runc: '1.1.7' }, 'yes'],
    ['yes wins over unknown', entry(since117, releases), {}, 'yes'],
    ['unknown wins over no', entry(elsewhere, since117), {}, 'unknown'],
    ['a place elsewhere is a no, whatever is unknown there', entry(elsewhere), {}, 'no'],
    [
      'a package goes by its canonical name',
      entry({ package: 'kernel', events: [{ introduced: '6.12' }] }),
      { 'kernel6.12': '6.12.94-123.180.amzn2023' },
      'yes',
    ],
    [
      'bounds are upstream versions, not builds',
      entry({ ...since117, events: [{ introduced: '0' }, { fixed: '1.1.7' }] }),
      { runc: '1.1.7-4.amzn2' },
      'no',
    ],
    [
      'the last affected version is affected',
      entry({ ...since117, events: [{ introduced: '0' }, { last_affected: '1.1.7' }] }),
      { runc: '1.1.7-4.amzn2' },
      'yes',
    ],
    [
      'what comes before the range is not, by its last affected version either',
      entry({ ...since117, events: [{ introduced: '1.1.5' }, { last_affected: '1.1.7' }] }),
      { runc: '1.1.4-1.amzn2' },
      'no',
    ],
    [
      'and the next is not',
      entry({ ...since117, events: [{ introduced: '0' }, { last_affected: '1.1.7' }] }),
      { runc: '1.1.8-1.amzn2' },
      'no',
    ],
    [
      'and it can come again',
      entry({
        ...since117,
        events: [{ introduced: '0' }, { last_affected: '1.1.7' }, { introduced: '1.1.9' }],
      }),
      { runc: '1.1.9-1.amzn2' },
      'yes',
    ],
    [
      'a version that came out later is in no release before, whatever its sources name',
      entry({ ...since117, since: 'v20240829' }),
      {},
      'no',
    ],
    [
      'in the first release that may have it, that is not known',
      entry({ ...since117, since: 'v20240828' }),
      {},
      'unknown',
    ],
    [
      'and what a source says counts',
      entry({ ...since117, since: 'v20240829' }),
      { runc: '1.1.7-4.amzn2' },
      'yes',
    ],
  ])('%s', (_, some, versions, expected) => {
    expect(affects(some, stateOf(track, 'v20240828', versions))).toBe(expected);
  });
});

describe('filters', () => {
  const always = { releases: 'eks-amazon-linux', events: [{ introduced: 'v20180101' }] } as const;
  const tracks = amiTypes.flatMap((amiType) => [`${amiType}/1.9`, `${amiType}/1.30`]);
  const having = (filters: Partial<BehaviourChange['affected'][number]>) =>
    tracks.filter(
      (some) =>
        affects(
          entry({ ...always, ...filters } as BehaviourChange['affected'][number]),
          stateOf(some, 'v20240817'),
        ) === 'yes',
    );
  const of = (...minors: readonly string[]) =>
    tracks.filter((some) => minors.includes(some.split('/')[1] ?? ''));

  test('none', () => {
    expect(having({})).toEqual(tracks);
  });
  test('operating system', () => {
    expect(having({ operatingSystems: ['AL2'] })).toEqual(tracks.filter((some) => some.startsWith('AL2_')));
    expect(having({ operatingSystems: ['AL2023', 'AL2'] })).toEqual(tracks);
  });
  test('architecture', () => {
    expect(having({ architectures: ['arm64'] })).toEqual(tracks.filter((some) => some.includes('ARM_64')));
  });
  test('AMI type', () => {
    expect(having({ amiTypes: ['AL2_x86_64_GPU'] })).toEqual(['AL2_x86_64_GPU/1.9', 'AL2_x86_64_GPU/1.30']);
  });
  test.each<[string, readonly string[]]>([
    ['>=1.30', ['1.30']],
    ['>1.9', ['1.30']],
    ['<1.30', ['1.9']],
    ['<=1.30', ['1.9', '1.30']],
    ['=1.9', ['1.9']],
    ['>=1.10 <1.30', []],
    ['>=1.9 <1.30', ['1.9']],
  ])('Kubernetes %s', (kubernetes, minors) => {
    expect(having({ kubernetes })).toEqual(of(...minors));
  });
  test('together', () => {
    const filters = { operatingSystems: ['AL2023'], architectures: ['arm64'], kubernetes: '>=1.30' } as const;
    expect(having(filters)).toEqual(['AL2023_ARM_64_STANDARD/1.30', 'AL2023_ARM_64_NVIDIA/1.30']);
  });
});

describe('over any states', () => {
  const trackTexts = fc
    .tuple(fc.constantFrom(...amiTypes), fc.integer({ min: 20, max: 36 }))
    .map(([amiType, minor]) => `${amiType}/1.${minor}`);
  const releases = fc.constantFrom(
    'v20220926',
    'v20231220',
    'v20240213',
    'v20240817',
    'v20240828',
    'v20241115',
    'v20250627',
    'v20251209',
  );
  const versions = fc.constantFrom<Versions>(
    {},
    { containerd: '—' },
    ...['1.6.19', '1.6.34', '1.7.11', '1.7.14', '1.7.20', '1.7.22', '2.1.5'].map((containerd) => ({
      containerd,
    })),
  );
  const movesOfTrack = fc
    .tuple(trackTexts, releases, versions, releases, versions)
    .map(([some, from, was, to, is]) => [stateOf(some, from, was), stateOf(some, to, is)] as const);

  test('what does not move is carried only', () => {
    fc.assert(
      fc.property(movesOfTrack, ([state]) => {
        const directions = matchTrack(behaviourChanges, state, state).map(({ direction }) => direction);
        expect(new Set(directions).difference(new Set(['carried']))).toEqual(new Set());
      }),
    );
  });

  test('the way back takes away what the way there brought', () => {
    const ids = (direction: Direction, ...[before, after]: Parameters<typeof move>) =>
      move(before, after)
        .filter((finding) => finding.direction === direction)
        .map(({ behaviourChange }) => behaviourChange);
    const move = (before: ReturnType<typeof stateOf>, after: ReturnType<typeof stateOf>) =>
      matchTrack(behaviourChanges, before, after);
    fc.assert(
      fc.property(movesOfTrack, ([before, after]) => {
        expect(ids('introduced', before, after)).toEqual(ids('reverted', after, before));
      }),
    );
  });
});
