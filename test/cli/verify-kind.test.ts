import { describe, expect, test } from 'vitest';
import type { Track } from '../../shared/parameters/track.ts';
import { fixture, verified } from './verified.ts';

const arm: Track = 'AL2023_ARM_64_STANDARD/1.30';
const al2: Track = 'AL2_x86_64/1.30';
const al2023 = 'This is a node of AL2023, x86_64';

describe('a node that its packages show to be of another AMI type is not compared', () => {
  test.each<[string, Track]>([
    ['command-output/rpm-qa.txt', arm],
    ['command-output/rpm-qa.txt', al2],
    ['command-output/dnf-list.txt', arm],
    ['command-output/dnf-list.txt', al2],
    ['cyclonedx/image.json', arm],
    ['cyclonedx/image.json', al2],
    ['spdx/image.json', arm],
    ['spdx/image.json', al2],
    ['spdx-tags/image.spdx', arm],
    ['spdx-tags/image.spdx', al2],
    ['ssm-inventory/list-inventory-entries.json', arm],
    ['ssm-inventory/list-inventory-entries.json', al2],
  ])('%s, which is said to be of %s', (file, track) => {
    expect(() => verified(fixture(file), 'v20240828', track)).toThrow(al2023);
  });

  test.each<[string, string, Track, string]>([
    ['columns of --qf', 'containerd 0 1.7.11 1.amzn2023.0.1 x86_64', arm, al2023],
    ['columns of --qf', 'containerd|1.7.11-1.amzn2023.0.1|aarch64', al2, 'a node of AL2023, arm64'],
    ['a name with its architecture', 'runc.x86_64 1.1.11-1.amzn2023.0.1', arm, al2023],
    ['AL2', 'runc-1.1.11-1.amzn2.x86_64', arm, 'This is a node of AL2, x86_64'],
    ['no architecture', 'runc-1.1.11-1.amzn2', arm, 'This is a node of AL2, and'],
  ])('%s: %s', (_, text, track, says) => {
    expect(() => verified(text, 'v20240828', track)).toThrow(says);
  });
});

const containerd = 'containerd-1.7.11-1.amzn2023.0.1.x86_64';

test.each([
  [
    'noarch, though they are most',
    `${containerd}\nca-certificates-2023.2.68-1.noarch\ntzdata-2024a-1.noarch`,
  ],
  ['for 32 bits', `${containerd}\nglibc-2.34-52.amzn2023.0.1.i686`],
  [
    'from a vendor that builds for AL2',
    `${containerd}\nrunc-1.1.11-1.amzn2023.0.1.x86_64\nefa-2.10.0-1.amzn2.x86_64`,
  ],
  ['as many of one system as of the other', `libfabric-1.22.0-1.amzn2.x86_64\n${containerd}`],
])('packages that are %s decide nothing', (_, text) => {
  expect(verified(text, 'v20240828').outcome).toBe('as-released');
});
