import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { imageName, parseImageName } from '../../shared/parameters/image-name.ts';
import { amiTypes, type Minor, type Track, trackOf } from '../../shared/parameters/track.ts';

const names: readonly (readonly [Track, string])[] = [
  ['AL2_x86_64/1.30', 'amazon-eks-node-1.30-v20240817'],
  ['AL2_ARM_64/1.30', 'amazon-eks-arm64-node-1.30-v20240817'],
  ['AL2_x86_64_GPU/1.30', 'amazon-eks-gpu-node-1.30-v20240817'],
  ['AL2023_x86_64_STANDARD/1.30', 'amazon-eks-node-al2023-x86_64-standard-1.30-v20240817'],
  ['AL2023_ARM_64_STANDARD/1.30', 'amazon-eks-node-al2023-arm64-standard-1.30-v20240817'],
  ['AL2023_x86_64_NVIDIA/1.30', 'amazon-eks-node-al2023-x86_64-nvidia-1.30-v20240817'],
  ['AL2023_ARM_64_NVIDIA/1.30', 'amazon-eks-node-al2023-arm64-nvidia-1.30-v20240817'],
  ['AL2023_x86_64_NEURON/1.30', 'amazon-eks-node-al2023-x86_64-neuron-1.30-v20240817'],
];

describe('AMI names', () => {
  test.each(names)('%s is %s, both ways', (track, name) => {
    expect(imageName(track, 'v20240817')).toBe(name);
    expect(parseImageName(name)).toEqual({ track, release: 'v20240817' });
  });

  test('every AMI type has a name of its own', () => {
    const all = new Set(amiTypes.map((amiType) => imageName(trackOf(amiType, '1.30'), 'v20240817')));
    expect(all.size).toBe(amiTypes.length);
  });

  test('the first AL2023 NVIDIA images have the branch of the driver in their name', () => {
    const name = 'amazon-eks-node-al2023-x86_64-nvidia-560-1.31-v20240924';
    expect(parseImageName(name)).toEqual({ track: 'AL2023_x86_64_NVIDIA/1.31', release: 'v20240924' });
  });

  test('any track and day comes back', () => {
    const day = fc.date({ min: new Date('2018-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.constantFrom(...amiTypes), fc.nat(999), day, (amiType, number, date) => {
        const track = trackOf(amiType, `1.${number}` as Minor);
        const release = `v${Number(date.toISOString().slice(0, 10).replaceAll('-', ''))}` as const;
        expect(parseImageName(imageName(track, release))).toEqual({ track, release });
      }),
    );
  });

  test.each([
    '',
    'amazon-eks-node-1.30',
    'amazon-eks-node-1.30-v20241399',
    'amazon-eks-node-1.030-v20240817',
    'amazon-eks-node-1.30-v20240817 ',
    'amazon-eks-node-1.30.2-v20240817',
    'amazon-eks-node-al2023-riscv64-standard-1.30-v20240817',
    'amazon-eks-node-al2023-arm64-nvidia-560-1.30-v20240817',
    'bottlerocket-aws-k8s-1.29-x86_64-v1.18.0-7452c37e',
    `amazon-eks-node-${'1.30-'.repeat(50_000)}v20240817`,
  ])('%j is no name of an image', (name) => {
    expect(parseImageName(name)).toBeUndefined();
  });
});
