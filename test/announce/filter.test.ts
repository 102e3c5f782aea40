import { describe, expect, test } from 'vitest';
import { announce } from '../../shared/announce/announce.ts';
import { filterSchema, isWanted } from '../../shared/announce/filter.ts';
import { matchesRoute } from '../../shared/announce/route.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { reportOf } from '../report/recorded.ts';

const announcement = announce(
  reportOf('v20240817', 'v20240729'),
  'new-release',
  behaviourChanges,
  new Date(0),
);

describe('v20240817', () => {
  test.each([
    [{}, true],
    [{ severities: ['breaking', 'security'] }, true],
    [{ severities: ['routine'] }, false],
    [{ kinds: ['new-release'] }, true],
    [{ kinds: ['withdrawn'] }, false],
    [{ amiTypes: ['AL2023_x86_64_STANDARD'] }, true],
    [{ amiTypes: ['AL2023_x86_64_NEURON'] }, false],
    [{ kubernetes: '>=1.30' }, true],
    [{ kubernetes: '>=1.34' }, false],
    // AL2 is there, and 1.22 is; AL2023 at 1.22 never was.
    [{ amiTypes: ['AL2023_x86_64_STANDARD'], kubernetes: '>=1.22 <1.23' }, false],
    [{ amiTypes: ['AL2_x86_64'], kubernetes: '>=1.22 <1.23' }, true],
    [{ packages: ['containerd'] }, true],
    [{ packages: ['kubelet-of-nobody'] }, false],
    [{ behaviourChanges: ['containerd-empty-resolv-conf-no-fallback'] }, true],
    [{ behaviourChanges: ['another'] }, false],
    [{ severities: ['breaking'], packages: ['kubelet-of-nobody'] }, false],
  ])('%j: %j', (filter, wanted) => {
    expect(isWanted(filterSchema.parse(filter), announcement)).toBe(wanted);
  });

  const tracks = announcement.tracks.slice(0, 1);
  test.each([
    ['of which nothing is known', { severity: 'unknown', changes: [], findings: [] }, true, true],
    ['with a track of which nothing is known', { unknown: [{ package: null, tracks }] }, true, true],
    ['with a package that no source gives', { unknown: [{ package: 'nobodys', tracks }] }, true, false],
    ['with another such package', { unknown: [{ package: 'another', tracks }] }, false, false],
    ['that lost changes', { leftOut: { builds: 0, changes: 1, findings: 0 } }, true, false],
    ['that lost findings', { leftOut: { builds: 0, changes: 0, findings: 1 } }, true, true],
    ['that lost builds alone', { leftOut: { builds: 1, changes: 0, findings: 0 } }, false, false],
  ] as const)('%s can be what somebody waits for', (_, change, byPackage, byBehaviour) => {
    const said = { ...announcement, ...change };
    const wanted = (filter: object) => isWanted(filterSchema.parse(filter), said);
    expect(wanted({ packages: ['nobodys'] })).toBe(byPackage);
    expect(wanted({ behaviourChanges: ['nobodys'] })).toBe(byBehaviour);
    expect(wanted({ packages: ['nobodys'], kubernetes: '>=1.90' })).toBe(false);
  });

  test('what is not known elsewhere is no reason', () => {
    const amiTypes = ['AL2023_x86_64_STANDARD'];
    const said = { ...announcement, unknown: [{ package: null, tracks: ['AL2_ARM_64/1.30' as const] }] };
    expect(isWanted(filterSchema.parse({ packages: ['nobodys'], amiTypes }), said)).toBe(false);
  });

  test('without a list of severities a route hears what wakes people, and not what can wait', () => {
    const route = { name: 'x', kind: 'slack-webhook', secret: '/x' } as const;
    const told = (change: object) => matchesRoute(route, { ...announcement, ...change });
    expect(told({})).toBe(true);
    expect(told({ severity: 'unreviewed' })).toBe(true);
    expect(told({ severity: 'routine' })).toBe(false);
    expect(told({ severity: 'routine', kind: 'withdrawn' })).toBe(true);
    const narrow = { ...route, filter: { packages: ['kubelet-of-nobody'] } };
    expect(matchesRoute(narrow, announcement)).toBe(false);
    expect(matchesRoute({ ...route, filter: { severities: ['routine'] } }, announcement)).toBe(false);
  });
});

test('a release whose tracks are not known is kept from nobody', () => {
  const unknown = { ...announcement, tracks: [], findings: [], changes: [] };
  expect(isWanted(filterSchema.parse({ kubernetes: '>=1.30', amiTypes: ['AL2_ARM_64'] }), unknown)).toBe(
    true,
  );
});
