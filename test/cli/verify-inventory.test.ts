import { describe, expect, test } from 'vitest';
import { renderVerificationSchema } from '../../cli/publish-schemas.ts';
import type { Verification } from '../../shared/feed/verification.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';
import { fixture, published, standard, verified } from './verified.ts';

/** One line for each package that drifted: `containerd 1.7.11-… > 1.7.20-… upgraded build v20240817-v20240817`. */
function driftOf({ groups }: Verification): readonly string[] {
  return groups.flatMap(({ drift }) =>
    drift.map(
      ({ comparedBy, expected, firstIn, found, kind, lastIn, package: name }) =>
        `${name} ${expected} > ${found} ${kind} ${comparedBy} ${firstIn}-${lastIn}`,
    ),
  );
}

test('the published JSON Schema is that of verifications: npm run compile', () => {
  expect(published).toBe(renderVerificationSchema());
});

describe('the drift to containerd 1.7.20 is seen in every format that has builds', () => {
  test.each([
    'command-output/rpm-qa.txt',
    'command-output/dnf-list.txt',
    'ssm-inventory/list-inventory-entries.json',
    'cyclonedx/image.json',
    'spdx/image.json',
    'spdx-tags/image.spdx',
  ])('%s', (file) => {
    const found = verified(fixture(file), 'v20240828');
    const epoch = file.startsWith('ssm') ? '0:' : '';
    expect(driftOf(found)).toEqual([
      `containerd 1.7.11-1.amzn2023.0.1 > ${epoch}1.7.20-1.amzn2023.0.1 upgraded build v20240817-v20240817`,
    ]);
    expect(found).toMatchObject({ outcome: 'drifted', complete: true, severity: 'breaking' });
    expect(
      found.groups[0]?.findings.map(({ behaviourChange, direction }) => `${behaviourChange} ${direction}`),
    ).toEqual(
      expect.arrayContaining([
        'containerd-empty-resolv-conf-no-fallback introduced',
        'containerd-process-exit-event-lost introduced',
      ]),
    );
    expect(found.groups[0]?.same.map(({ package: name }) => name)).toEqual([
      'amazon-ssm-agent',
      'kernel',
      'runc',
    ]);
    expect(found.groups[0]?.notInInventory).toEqual(['kubelet']);
  });

  test('on AL2 with yum', () => {
    expect(driftOf(verified(fixture('command-output/yum-list.txt'), 'v20240828', 'AL2_x86_64/1.30'))).toEqual(
      ['containerd 1.7.11-1.amzn2.0.1 > 1.7.20-1.amzn2.0.1 upgraded build v20240817-v20240817'],
    );
  });

  test.each(['command-output/commands.txt', 'kubernetes-table/wide.txt', 'kubernetes-nodes/nodes.json'])(
    '%s has no builds, and says so',
    (file) => {
      expect(driftOf(verified(fixture(file), 'v20240828'))).toEqual([
        'containerd 1.7.11-1.amzn2023.0.1 > 1.7.20 upgraded upstream v20240817-v20240817',
      ]);
    },
  );

  test('and the other way round it takes them away', () => {
    const { groups, severity } = verified('containerd-1.7.11-1.amzn2023.0.1.x86_64', 'v20240817');
    expect(groups[0]?.findings.map(({ direction }) => direction)).toContain('reverted');
    expect(groups[0]?.findings.map(({ direction }) => direction)).not.toContain('introduced');
    expect(severity).toBe('behaviour');
  });
});

describe('one package', () => {
  const nvidia: Track = 'AL2023_x86_64_NVIDIA/1.33';
  test.each<[string, string, ReleaseTag, Track, readonly string[]]>([
    ['the same', 'containerd-1.7.11-1.amzn2023.0.1.x86_64', 'v20240828', standard, []],
    ['with an epoch that notes do not name', 'containerd-0:1.7.11-1.amzn2023.0.1', 'v20240828', standard, []],
    ['with another epoch that notes do not name', 'runc-2:1.1.11-1.amzn2023.0.1', 'v20240828', standard, []],
    [
      'another build',
      'containerd-1.7.11-1.amzn2023.0.2.x86_64',
      'v20240828',
      standard,
      ['containerd 1.7.11-1.amzn2023.0.1 > 1.7.11-1.amzn2023.0.2 rebuilt build null-null'],
    ],
    [
      'a pre-release, which is older',
      'runc 1.1.11~rc1-1.amzn2023',
      'v20240828',
      standard,
      ['runc 1.1.11-1.amzn2023.0.1 > 1.1.11~rc1-1.amzn2023 downgraded build null-null'],
    ],
    [
      'a number and not a text',
      'runc 1.1.9-1.amzn2023.0.1',
      'v20240828',
      standard,
      ['runc 1.1.11-1.amzn2023.0.1 > 1.1.9-1.amzn2023.0.1 downgraded build null-null'],
    ],
    [
      'the kubelet, which reports do not list',
      'Kubernetes v1.30.4-eks-a737599',
      'v20240828',
      standard,
      ['kubelet 1.30.2 > 1.30.4 upgraded upstream v20240917-v20241109'],
    ],
    [
      'that the release does not have',
      'efa-2.10.0-1.amzn2.x86_64',
      'v20240828',
      'AL2_x86_64/1.30',
      ['efa null > 2.10.0-1.amzn2 added build null-null'],
    ],
    [
      'that the node does not have',
      'package runc is not installed',
      'v20240828',
      standard,
      ['runc 1.1.11-1.amzn2023.0.1 > null removed build null-null'],
    ],
    [
      'of two kernels the running one',
      '6.1.102-108.177.amzn2023.x86_64\nkernel-6.1.102-111.182.amzn2023.x86_64\nkernel-6.1.102-108.177.amzn2023.x86_64',
      'v20240828',
      standard,
      ['kernel 6.1.102-111.182.amzn2023 > 6.1.102-108.177.amzn2023 rebuilt build v20240817-v20240817'],
    ],
    [
      'of two kernels the newest, if none is known to run',
      'kernel-6.1.102-108.177.amzn2023.x86_64\nkernel-6.1.102-111.182.amzn2023.x86_64',
      'v20240828',
      standard,
      [],
    ],
    [
      'what runs, with the build of what is installed',
      'containerd github.com/containerd/containerd 1.7.11 64b8a811\ncontainerd-1.7.11-1.amzn2023.0.9.x86_64',
      'v20240828',
      standard,
      ['containerd 1.7.11-1.amzn2023.0.1 > 1.7.11-1.amzn2023.0.9 rebuilt build null-null'],
    ],
    ['under another name', 'kernel6.12-6.12.68-92.122.amzn2023.x86_64', 'v20260224', nvidia, []],
    [
      'of the driver, in another RPM with its own build',
      'nvidia-driver-3:580.126.09-2.amzn2023',
      'v20260224',
      nvidia,
      [],
    ],
    [
      'of the driver, in the same RPM',
      'kmod-nvidia-latest-dkms-3:580.126.09-1.amzn2023',
      'v20260224',
      nvidia,
      [],
    ],
  ])('%s', (_, text, release, track, drift) => {
    const found = verified(text, release, track);
    expect(driftOf(found)).toEqual(drift);
    expect(found.outcome).toBe(drift.length === 0 ? 'as-released' : 'drifted');
  });
});

test('a node that is another release is told which', () => {
  const { groups } = verified(
    fixture('command-output/rpm-qa.txt').replace('111.182', '108.177'),
    'v20240828',
  );
  expect(groups[0]).toMatchObject({ fits: [], alsoInstalled: [] });
  const wholly = fixture('command-output/rpm-qa.txt').replaceAll('111.182', '108.177');
  expect(verified(wholly, 'v20240828').groups[0]?.fits).toEqual(['v20240817']);
});
