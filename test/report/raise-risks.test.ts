import { expect, test } from 'vitest';
import type { BehaviourChange, Severity } from '../../shared/behaviour/behaviour-change.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import type { Track } from '../../shared/parameters/track.ts';
import { buildReport, type ReportInput } from '../../shared/report/build-report.ts';
import { stateOf, type Versions } from '../behaviour/state.ts';

const standard: Track = 'AL2023_x86_64_STANDARD/1.37';
const [before, after] = ['v20270104', 'v20270111'] as const;
const [sample] = behaviourChanges;
if (sample === undefined) throw new RangeError('The knowledge base is empty.');

type Affected = BehaviourChange['affected'];

function entry(severity: Severity, affected: Affected): BehaviourChange {
  return { ...(sample as BehaviourChange), id: `${severity}-one`, severity, affected };
}

const since = (name: string, introduced: string): Affected[number] => ({
  package: name,
  events: [{ introduced }],
});

/** What is raised when each track goes from its first versions to its second ones. */
function raised(moves: Readonly<Record<string, readonly [Versions, Versions]>>, known: BehaviourChange) {
  const tracks = Object.keys(moves) as Track[];
  const packages = (tag: typeof before | typeof after, index: 0 | 1) =>
    new Map(tracks.map((track) => [track, stateOf(track, tag, moves[track]?.[index] ?? {}).packages]));
  const input: ReportInput = {
    stream: 'eks-amazon-linux',
    release: after,
    status: 'detailed',
    detectedAt: '2027-01-11T12:00:00.000Z',
    tracks,
    packages: packages(after, 1),
    previous: new Map(tracks.map((track) => [track, { release: before, packages: packages(before, 0) }])),
    rollout: [],
    sources: [],
    problems: [],
  };
  return buildReport(input, [known]).risks.map(({ rule, tracks: on }) => [rule, on]);
}

test.each<[string, BehaviourChange, number]>([
  ['a breaking one of the package explains its new major', entry('breaking', [since('containerd', '3')]), 0],
  ['news of less weight does not', entry('behaviour', [since('containerd', '3')]), 1],
  ['nor does a security fix', entry('security', [since('containerd', '3')]), 1],
  ['nor a deprecation', entry('deprecation', [since('containerd', '3')]), 1],
  ['nor one that was there before', entry('breaking', [since('containerd', '2')]), 1],
  [
    'nor one that another package brought',
    entry('breaking', [since('runc', '1.3.5'), since('containerd', '4')]),
    1,
  ],
  [
    'nor one that goes',
    entry('breaking', [{ package: 'containerd', events: [{ introduced: '0' }, { fixed: '3' }] }]),
    1,
  ],
])('%s', (_, known, count) => {
  const from = { containerd: '2.2.4', runc: '1.3.4' };
  const to = { containerd: '3.0.1', runc: '1.3.5' };
  expect(raised({ [standard]: [from, to] }, known)).toEqual(
    Array.from({ length: count }, () => ['new-line', [standard]]),
  );
});

test.each<[Severity, number]>([
  ['breaking', 0],
  ['behaviour', 1],
])('a way back is explained by what it takes away, if that is breaking: %s', (severity, count) => {
  const known = entry(severity, [since('containerd', '1.7.20')]);
  const moves = { [standard]: [{ containerd: '1.7.20' }, { containerd: '1.7.11' }] } as const;
  expect(raised(moves, known)).toHaveLength(count);
});

test('of a move that comes minor by minor and has an entry, the first half is raised', () => {
  const line = (from: string, to: string) => [{ 'nvidia-driver': from }, { 'nvidia-driver': to }] as const;
  const known = entry('behaviour', [since('nvidia-driver', '600')]);
  const old = '580.10.01';
  const now = '600.10.01';
  const first = { 'AL2023_x86_64_NVIDIA/1.36': line(old, now), 'AL2023_x86_64_NVIDIA/1.37': line(old, now) };
  expect(raised({ ...first, 'AL2023_x86_64_NVIDIA/1.35': line(now, now) }, known)).toHaveLength(1);
  expect(
    raised(
      {
        ...first,
        'AL2023_x86_64_NVIDIA/1.34': line(now, now),
        'AL2023_x86_64_NVIDIA/1.35': line(now, now),
      },
      known,
    ),
  ).toEqual([]);
});
