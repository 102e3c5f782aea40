import { describe, expect, test } from 'vitest';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import type { Reference } from '../../shared/packages/facts.ts';
import type { Packages } from '../../shared/packages/packages.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';
import { buildReport, type ReportInput } from '../../shared/report/build-report.ts';
import type { RiskSettings } from '../../shared/risks/rules.ts';
import { stateOf, type Versions } from '../behaviour/state.ts';

const standard: Track = 'AL2023_x86_64_STANDARD/1.37';
const nvidia: Track = 'AL2023_x86_64_NVIDIA/1.37';

interface Circumstances {
  readonly from?: ReleaseTag;
  readonly to?: ReleaseTag;
  readonly references?: readonly Reference[];
  readonly withdrawn?: readonly ReleaseTag[];
}

function inputOf(
  track: Track,
  before: Versions,
  after: Versions,
  { from = 'v20270104', references, to = 'v20270111', withdrawn = [] }: Circumstances = {},
): ReportInput {
  const packages = (tag: ReleaseTag, versions: Versions): Packages =>
    new Map([[track, stateOf(track, tag, versions).packages]]);
  return {
    stream: 'eks-amazon-linux',
    release: to,
    status: 'detailed',
    detectedAt: '2027-01-11T12:00:00.000Z',
    tracks: [track],
    packages: packages(to, after),
    previous: new Map([[track, { release: from, packages: packages(from, before) }]]),
    withdrawnBetween: new Map([[track, withdrawn]]),
    ...(references === undefined ? {} : { references }),
    rollout: [],
    sources: [],
    problems: [],
  };
}

const told = (input: ReportInput, settings?: RiskSettings) =>
  buildReport(input, [], settings).risks.map(
    ({ reason, rule, severity }) => `${severity} ${rule}: ${reason}`,
  );

describe('moves that nobody has seen', () => {
  test.each<[Versions, Versions, string]>([
    [
      { containerd: '2.2.4' },
      { containerd: '3.0.1' },
      'unreviewed new-line: containerd 2.2 → 3.0: a new major',
    ],
    [{ efa: '3.1.0' }, { efa: '4.0.0' }, 'unreviewed new-line: efa 3.1 → 4.0: a new major'],
    [
      { 'kernel6.12': '6.12.80' },
      { 'kernel6.18': '6.18.40' },
      'unreviewed new-line: kernel 6.12 → 6.18: a new line',
    ],
    [
      { 'nvidia-driver': '580.159.03' },
      { 'nvidia-driver': '595.71.05' },
      'unreviewed new-line: nvidia-driver 580 → 595: a new line',
    ],
    [
      { containerd: '2.2.4' },
      { containerd: '2.3.0' },
      'unreviewed new-minor: containerd 2.2 → 2.3: a new minor',
    ],
    [{ runc: '1.3.5' }, { runc: '1.4.0' }, 'unreviewed new-minor: runc 1.3 → 1.4: a new minor'],
    [
      { 'nvidia-driver': '595.45.04' },
      { 'nvidia-driver': '595.71.05' },
      'unreviewed new-minor: nvidia-driver 595.45 → 595.71: a new minor',
    ],
    [{ runc: '1.4.2' }, { runc: '1.4.1' }, 'unreviewed downgrade: runc 1.4.2 → 1.4.1: a downgrade'],
    [
      { 'amazon-ssm-agent': '3.4.2' },
      { 'amazon-ssm-agent': '3.3.9' },
      'unreviewed downgrade: amazon-ssm-agent 3.4.2 → 3.3.9: a downgrade',
    ],
    [
      { 'nvidia-driver': '595.71.05' },
      { 'nvidia-driver': '580.159.03' },
      'unreviewed downgrade: nvidia-driver 595.71.05 → 580.159.03: a downgrade',
    ],
    [{ docker: '25.0.3' }, { docker: '—' }, 'unreviewed package-set: docker 25.0.3 is gone from the image'],
    [{ docker: '—' }, { docker: '25.0.3' }, 'unreviewed package-set: docker 25.0.3 is new in the image'],
    [
      { containerd: '2.2.4' },
      { containerd: '2.2.9' },
      'unreviewed long-jump: containerd 2.2.4 → 2.2.9: 5 patch versions at once',
    ],
  ])('%j → %j', (before, after, expected) => {
    expect(told(inputOf(standard, before, after))).toEqual([expected]);
  });

  test.each<[Versions, Versions]>([
    [{ containerd: '2.2.4-1.amzn2023.0.1' }, { containerd: '2.2.4-1.amzn2023.0.2' }],
    [{ containerd: '2.2.4' }, { containerd: '2.2.8' }],
    [{ kernel: '6.12.40' }, { kernel: '6.12.80' }],
    [{ 'amazon-ssm-agent': '3.3.9' }, { 'amazon-ssm-agent': '3.4.0' }],
    [{ 'nvidia-driver': '595.45.04' }, { 'nvidia-driver': '595.64.01' }],
    [{ docker: '25.0.3', runc: '1.4.0' }, { runc: '1.4.0' }],
    [{ runc: '1.4.0' }, { docker: '25.0.3', runc: '1.4.0' }],
  ])('routine stays routine: %j → %j', (before, after) => {
    const input = inputOf(standard, before, after);
    expect(told(input)).toEqual([]);
    expect(buildReport(input, []).severity).toBe('routine');
  });

  test('the kernel under an accelerator is told quietly, and aloud when it was held back', () => {
    expect(told(inputOf(nvidia, { kernel: '6.12.40' }, { kernel: '6.12.54' }))).toEqual([
      "routine accelerator-kernel: kernel 6.12.40 → 6.12.54: another kernel under the accelerator's drivers",
    ]);
    expect(told(inputOf(nvidia, { kernel: '6.12.40' }, { kernel: '6.12.55' }))).toContain(
      'unreviewed long-jump: kernel 6.12.40 → 6.12.55: 15 patch versions at once',
    );
    // EFA is a module from outside as well, on whatever image it is.
    expect(
      told(inputOf(standard, { efa: '3.0.0', kernel: '6.12.40' }, { efa: '3.0.0', kernel: '6.12.41' })),
    ).toHaveLength(1);
  });
});

describe('the release as a whole', () => {
  const same: [Versions, Versions] = [{ runc: '1.4.2' }, { runc: '1.4.2' }];

  test('after one that AWS took back', () => {
    expect(told(inputOf(standard, ...same, { withdrawn: ['v20270107'] }))).toEqual([
      'unreviewed after-withdrawal: AWS took v20270107 back, and this comes after it',
    ]);
  });

  test.each([
    ['warning', 1],
    ['caution', 1],
    ['important', 1],
    ['note', 0],
    ['tip', 0],
  ] as const)('a callout of kind %s', (callout, raised) => {
    const references: readonly Reference[] = [{ kind: 'callout', callout, link: 'https://example.com' }];
    const input = inputOf(standard, ...same, { references });
    expect(told(input)).toHaveLength(raised);
  });

  test('a line past its end is told once: by the first release after the day', () => {
    const line: [Versions, Versions] = [{ containerd: '2.0.4' }, { containerd: '2.0.5' }];
    const expected = ['unreviewed end-of-life: containerd 2.0: no fixes from upstream after 2025-11-07'];
    const risks = (from: ReleaseTag, to: ReleaseTag) => told(inputOf(standard, ...line, { from, to }));
    expect(risks('v20251029', 'v20251107')).toEqual([]);
    expect(risks('v20251029', 'v20251108')).toEqual(expected);
    expect(risks('v20251108', 'v20251112')).toEqual([]);
    // Or by the one that moves to it.
    const moved = inputOf(
      standard,
      { containerd: '1.7.29' },
      { containerd: '2.0.5' },
      { from: 'v20251108', to: 'v20251112' },
    );
    expect(told(moved)).toContain(expected[0]);
  });
});

describe('what is known needs no general rule', () => {
  test('a finding on the same package and track takes its place', () => {
    const input = inputOf('AL2023_x86_64_STANDARD/1.33', { containerd: '1.7.27' }, { containerd: '2.1.4' });
    expect(
      buildReport(input, behaviourChanges).risks.filter(({ package: name }) => name === 'containerd'),
    ).toEqual([]);
    expect(told(input)[0]).toBe('unreviewed new-line: containerd 1.7 → 2.1: a new major');
  });

  test('another package of the same release is raised all the same', () => {
    const input = inputOf(
      'AL2023_x86_64_STANDARD/1.33',
      { containerd: '1.7.27', runc: '1.3.5' },
      { containerd: '2.1.4', runc: '1.4.0' },
    );
    const report = buildReport(input, behaviourChanges);
    expect(report.severity).toBe('breaking');
    expect(report.risks.map(({ reason }) => reason)).toContain('runc 1.3 → 1.4: a new minor');
  });
});

test('rules are switched off and weighed anew by configuration', () => {
  const input = inputOf(standard, { runc: '1.3.5' }, { runc: '1.4.0' });
  expect(buildReport(input, [])).toMatchObject({
    severity: 'unreviewed',
    because: 'unreviewed: runc 1.3 → 1.4: a new minor',
  });
  expect(told(input, { 'new-minor': 'off' })).toEqual([]);
  expect(buildReport(input, [], { 'new-minor': 'behaviour' }).severity).toBe('behaviour');
  expect(buildReport(input, [], { 'new-minor': 'routine' }).severity).toBe('routine');
});

test.each<[string, Versions, Versions, readonly string[]]>([
  ['every patch', { runc: '1.3.0' }, { runc: '1.3.5' }, ['v1.3.1', 'v1.3.2', 'v1.3.3', 'v1.3.4', 'v1.3.5']],
  [
    'every minor of a new major',
    { containerd: '1.7.27' },
    { containerd: '2.1.2' },
    ['v2.0.0', 'v2.1.0', 'v2.1.1', 'v2.1.2'],
  ],
  [
    'the first of each minor between',
    { containerd: '1.4.13' },
    { containerd: '1.6.1' },
    ['v1.5.0', 'v1.6.0', 'v1.6.1'],
  ],
  [
    'what a downgrade gives up',
    { runc: '1.3.3' },
    { runc: '1.2.8' },
    ['v1.3.0', 'v1.3.1', 'v1.3.2', 'v1.3.3'],
  ],
])('where to read has %s', (_, before, after, tags) => {
  const { risks } = buildReport(inputOf(standard, before, after), []);
  expect(risks[0]?.readMore.map((url) => url.split('/').at(-1))).toEqual(tags);
});
