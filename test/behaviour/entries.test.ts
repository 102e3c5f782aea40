import { describe, expect, test } from 'vitest';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { type Affected, affects, matchTrack } from '../../shared/behaviour/match.ts';
import { stateOf } from './state.ts';

function entryOf(id: string) {
  const entry = behaviourChanges.find((candidate) => candidate.id === id);
  if (entry === undefined) throw new RangeError(`No entry ${id}`);
  return entry;
}

/** The first nine: a test for each bound of theirs, and all that they find in real releases. */
const nine = behaviourChanges.filter(({ id }) =>
  [
    'al2-containerd-config-absent-before-bootstrap',
    'al2023-dnf-update-drifts-containerd',
    'al2023-varlibcontainerd-mount-hides-pause',
    'cloud-init-package-module-disabled',
    'containerd-empty-resolv-conf-no-fallback',
    'containerd-limitnofile-2023-12',
    'containerd-process-exit-event-lost',
    'containerd2-rollout',
    'discard-unpacked-layers-default-true',
  ].includes(id),
);

type Row = readonly [
  id: string,
  track: string,
  release: string,
  containerd: string | undefined,
  expected: Affected,
];

const resolvConf = 'containerd-empty-resolv-conf-no-fallback';
const exitLost = 'containerd-process-exit-event-lost';
const drift = 'al2023-dnf-update-drifts-containerd';
const cloudInit = 'cloud-init-package-module-disabled';
const configAbsent = 'al2-containerd-config-absent-before-bootstrap';
const discard = 'discard-unpacked-layers-default-true';
const pause = 'al2023-varlibcontainerd-mount-hides-pause';
const limit = 'containerd-limitnofile-2023-12';
const containerd2 = 'containerd2-rollout';

/** Each bound from both sides: the version or the day just before it, and itself. Not from the entries, from their references. */
const bounds: readonly Row[] = [
  [resolvConf, 'AL2_x86_64/1.24', 'v20230711', '1.6.19-1.amzn2.0.1', 'no'],
  [resolvConf, 'AL2_x86_64/1.24', 'v20230711', '1.6.33-1.amzn2.0.1', 'no'],
  [resolvConf, 'AL2_x86_64/1.24', 'v20230711', '1.6.34-1.amzn2.0.1', 'yes'],
  [resolvConf, 'AL2_x86_64/1.24', 'v20230711', '1.6.999', 'yes'],
  [resolvConf, 'AL2_x86_64/1.30', 'v20240828', '1.7.0-1.amzn2', 'no'],
  [resolvConf, 'AL2_x86_64/1.30', 'v20240828', '1.7.11-1.amzn2.0.1', 'no'],
  [resolvConf, 'AL2_x86_64/1.30', 'v20240817', '1.7.19-1.amzn2.0.1', 'no'],
  [resolvConf, 'AL2_x86_64/1.30', 'v20240817', '1.7.20-1.amzn2.0.1', 'yes'],
  [resolvConf, 'AL2023_ARM_64_NVIDIA/1.33', 'v20251016', '2.1.4-1.eks.amzn2023.0.1', 'yes'],
  [resolvConf, 'AL2_x86_64/1.30', 'v20240817', undefined, 'unknown'],
  [resolvConf, 'AL2_x86_64/1.30', 'v20240817', '—', 'no'],

  [exitLost, 'AL2023_x86_64_STANDARD/1.30', 'v20240817', '1.7.13', 'no'],
  [exitLost, 'AL2023_x86_64_STANDARD/1.30', 'v20240817', '1.7.14-1.amzn2023.0.1', 'yes'],
  [exitLost, 'AL2_ARM_64/1.23', 'v20240817', '1.7.20-1.amzn2.0.1', 'yes'],
  [exitLost, 'AL2_ARM_64/1.23', 'v20241011', '1.7.21-1.amzn2.0.1', 'yes'],
  [exitLost, 'AL2_ARM_64/1.23', 'v20241011', '1.7.22-1.amzn2.0.2', 'no'],
  [exitLost, 'AL2023_x86_64_STANDARD/1.34', 'v20250915', '2.1.4-1.eks.amzn2023.0.1', 'no'],
  [exitLost, 'AL2023_x86_64_STANDARD/1.30', 'v20240817', undefined, 'unknown'],

  [drift, 'AL2023_x86_64_STANDARD/1.30', 'v20240827', undefined, 'no'],
  [drift, 'AL2023_x86_64_STANDARD/1.30', 'v20240828', undefined, 'yes'],
  [drift, 'AL2023_x86_64_NVIDIA/1.31', 'v20250620', undefined, 'yes'],
  [drift, 'AL2023_x86_64_STANDARD/1.30', 'v20250626', undefined, 'yes'],
  [drift, 'AL2023_x86_64_STANDARD/1.30', 'v20250627', undefined, 'no'],
  [drift, 'AL2_x86_64/1.30', 'v20240904', undefined, 'no'],

  [cloudInit, 'AL2_x86_64/1.24', 'v20221221', undefined, 'no'],
  [cloudInit, 'AL2_x86_64/1.24', 'v20221222', undefined, 'yes'],
  [cloudInit, 'AL2_x86_64_GPU/1.32', 'v20251120', undefined, 'yes'],
  [cloudInit, 'AL2023_x86_64_STANDARD/1.29', 'v20240212', undefined, 'no'],
  [cloudInit, 'AL2023_x86_64_STANDARD/1.29', 'v20240213', undefined, 'yes'],
  [cloudInit, 'AL2023_ARM_64_STANDARD/1.36', 'v20260714', undefined, 'yes'],

  [configAbsent, 'AL2_x86_64/1.29', 'v20240201', undefined, 'no'],
  [configAbsent, 'AL2_x86_64/1.29', 'v20240202', undefined, 'yes'],
  [configAbsent, 'AL2_x86_64/1.29', 'v20240227', undefined, 'yes'],
  [configAbsent, 'AL2_ARM_64/1.32', 'v20251209', undefined, 'yes'],
  [configAbsent, 'AL2023_x86_64_STANDARD/1.29', 'v20240227', undefined, 'no'],

  [discard, 'AL2_x86_64/1.27', 'v20230727', undefined, 'no'],
  [discard, 'AL2_x86_64/1.27', 'v20230728', undefined, 'yes'],
  [discard, 'AL2023_x86_64_STANDARD/1.29', 'v20240213', undefined, 'yes'],
  [discard, 'AL2023_x86_64_NEURON/1.36', 'v20260714', undefined, 'yes'],

  [pause, 'AL2023_x86_64_STANDARD/1.31', 'v20241114', undefined, 'no'],
  [pause, 'AL2023_x86_64_STANDARD/1.31', 'v20241115', undefined, 'yes'],
  [pause, 'AL2023_x86_64_STANDARD/1.32', 'v20250212', undefined, 'yes'],
  [pause, 'AL2_x86_64/1.31', 'v20241115', undefined, 'no'],

  [limit, 'AL2_x86_64/1.28', 'v20231219', undefined, 'no'],
  [limit, 'AL2_x86_64/1.28', 'v20231220', undefined, 'yes'],
  [limit, 'AL2_x86_64/1.28', 'v20231229', undefined, 'yes'],
  [limit, 'AL2_x86_64/1.28', 'v20231230', undefined, 'no'],
  [limit, 'AL2023_x86_64_STANDARD/1.28', 'v20231220', undefined, 'no'],

  [containerd2, 'AL2023_x86_64_STANDARD/1.30', 'v20251120', '1.7.29-1.eks.amzn2023.0.1', 'no'],
  [containerd2, 'AL2023_x86_64_STANDARD/1.30', 'v20251120', '1.999.999', 'no'],
  [containerd2, 'AL2023_x86_64_STANDARD/1.30', 'v20251209', '2.0.0-1.amzn2023.0.1', 'yes'],
  [containerd2, 'AL2023_x86_64_STANDARD/1.30', 'v20251209', '2.1.5-1.amzn2023.0.1', 'yes'],
  [containerd2, 'AL2023_x86_64_STANDARD/1.30', 'v20251209', undefined, 'unknown'],
  [containerd2, 'AL2_x86_64/1.30', 'v20251209', '2.1.5-1.amzn2.0.1', 'no'],
  [containerd2, 'AL2_x86_64/1.30', 'v20251209', undefined, 'no'],
];

test.each(bounds)('%s on %s, %s with containerd %s: %s', (id, track, release, containerd, expected) => {
  const state = stateOf(track, release, containerd === undefined ? {} : { containerd });
  expect(affects(entryOf(id), state)).toBe(expected);
});

test('each of the nine has its bounds in the table', () => {
  expect(nine).toHaveLength(9);
  expect(new Set(bounds.map(([id]) => id))).toEqual(new Set(nine.map(({ id }) => id)));
});

/** Real releases and what their notes list as containerd; with an id per direction, all that a move brings. */
const history: readonly {
  readonly track: string;
  readonly from: readonly [release: string, containerd: string] | undefined;
  readonly to: readonly [release: string, containerd: string];
  readonly introduced?: readonly string[];
  readonly reverted?: readonly string[];
  readonly carried?: readonly string[];
}[] = [
  {
    track: 'AL2_x86_64/1.28',
    from: ['v20231201', '1.7.2-1.amzn2.0.1'],
    to: ['v20231220', '1.7.2-1.amzn2.0.1'],
    introduced: [limit],
    carried: [cloudInit, discard],
  },
  {
    track: 'AL2_x86_64/1.28',
    from: ['v20231220', '1.7.2-1.amzn2.0.1'],
    to: ['v20231230', '1.7.2-1.amzn2.0.1'],
    reverted: [limit],
    carried: [cloudInit, discard],
  },
  {
    track: 'AL2_x86_64/1.29',
    from: ['v20240129', '1.7.2-1.amzn2.0.1'],
    to: ['v20240202', '1.7.11-1.amzn2.0.1'],
    introduced: [configAbsent],
    carried: [cloudInit, discard],
  },
  {
    track: 'AL2_x86_64/1.30',
    from: ['v20240729', '1.7.11-1.amzn2.0.1'],
    to: ['v20240817', '1.7.20-1.amzn2.0.1'],
    introduced: [resolvConf, exitLost],
    carried: [configAbsent, cloudInit, discard],
  },
  {
    track: 'AL2_x86_64/1.30',
    from: ['v20240817', '1.7.20-1.amzn2.0.1'],
    to: ['v20240828', '1.7.11-1.amzn2.0.1'],
    reverted: [resolvConf, exitLost],
    carried: [configAbsent, cloudInit, discard],
  },
  {
    track: 'AL2_x86_64/1.30',
    from: ['v20240928', '1.7.11-1.amzn2.0.1'],
    to: ['v20241011', '1.7.22-1.amzn2.0.2'],
    introduced: [resolvConf],
    carried: [configAbsent, cloudInit, discard],
  },
  {
    track: 'AL2023_x86_64_STANDARD/1.30',
    from: ['v20240817', '1.7.20-1.amzn2023.0.1'],
    to: ['v20240828', '1.7.11-1.amzn2023.0.1'],
    introduced: [drift],
    reverted: [resolvConf, exitLost],
    carried: [cloudInit, discard],
  },
  {
    track: 'AL2023_x86_64_STANDARD/1.30',
    from: ['v20241109', '1.7.22-1.amzn2023.0.2'],
    to: ['v20241115', '1.7.23-1.amzn2023.0.1'],
    introduced: [pause],
    carried: [drift, cloudInit, resolvConf, discard],
  },
  {
    track: 'AL2023_x86_64_STANDARD/1.30',
    from: ['v20250620', '1.7.27-1.amzn2023.0.2'],
    to: ['v20250627', '1.7.27-1.amzn2023.0.3'],
    reverted: [drift],
    carried: [pause, cloudInit, resolvConf, discard],
  },
  {
    track: 'AL2023_x86_64_STANDARD/1.30',
    from: ['v20251120', '1.7.29-1.eks.amzn2023.0.1'],
    to: ['v20251209', '2.1.5-1.amzn2023.0.1'],
    introduced: [containerd2],
    carried: [pause, cloudInit, resolvConf, discard],
  },
  {
    track: 'AL2023_x86_64_STANDARD/1.34',
    from: undefined,
    to: ['v20250915', '2.1.4-1.eks.amzn2023.0.1'],
    carried: [pause, cloudInit, resolvConf, containerd2, discard],
  },
];

describe('all findings of real releases', () => {
  test.each(history)(
    '$track, $from to $to',
    ({ track, from, to, introduced = [], reverted = [], carried = [] }) => {
      const at = ([release, containerd]: readonly [string, string]) =>
        stateOf(track, release, { containerd });
      const findings = matchTrack(nine, from === undefined ? undefined : at(from), at(to));
      const expected = [
        ...introduced.map((id) => `introduced ${id}`),
        ...reverted.map((id) => `reverted ${id}`),
        ...carried.map((id) => `carried ${id}`),
      ];
      expect(
        findings.map(({ direction, behaviourChange }) => `${direction} ${behaviourChange}`).sort(),
      ).toEqual(expected.sort());
      expect(findings.every((finding) => finding.track === track)).toBe(true);
    },
  );
});
