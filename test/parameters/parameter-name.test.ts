import { describe, expect, test } from 'vitest';
import {
  parseParameterName,
  recommendedParameter,
  unknownVariant,
} from '../../shared/parameters/parameter-name.ts';
import { amiTypeOf, amiTypes, type Track } from '../../shared/parameters/track.ts';

const root = '/aws/service/eks/optimized-ami';

const names: readonly (readonly [Track, string])[] = [
  ['AL2_x86_64/1.30', `${root}/1.30/amazon-linux-2/recommended`],
  ['AL2_ARM_64/1.23', `${root}/1.23/amazon-linux-2-arm64/recommended`],
  ['AL2_x86_64_GPU/1.30', `${root}/1.30/amazon-linux-2-gpu/recommended`],
  ['AL2023_x86_64_STANDARD/1.36', `${root}/1.36/amazon-linux-2023/x86_64/standard/recommended`],
  ['AL2023_ARM_64_STANDARD/1.30', `${root}/1.30/amazon-linux-2023/arm64/standard/recommended`],
  ['AL2023_x86_64_NVIDIA/1.31', `${root}/1.31/amazon-linux-2023/x86_64/nvidia/recommended`],
  ['AL2023_ARM_64_NVIDIA/1.32', `${root}/1.32/amazon-linux-2023/arm64/nvidia/recommended`],
  ['AL2023_x86_64_NEURON/1.30', `${root}/1.30/amazon-linux-2023/x86_64/neuron/recommended`],
];

describe('names of parameters', () => {
  test('the examples have every AMI type', () => {
    expect(names.map(([track]) => amiTypeOf(track))).toEqual(amiTypes);
  });

  test.each(names)('%s is %s, both ways', (track, name) => {
    expect(recommendedParameter(track)).toBe(name);
    expect(parseParameterName(name)).toEqual({ track, image: 'recommended', leaf: undefined });
  });

  test.each(names)('%s has its three leaves', (track, name) => {
    for (const leaf of ['image_id', 'image_name', 'release_version']) {
      expect(parseParameterName(`${name}/${leaf}`)).toEqual({ track, image: 'recommended', leaf });
    }
  });

  test.each([
    [
      `${root}/1.29/amazon-linux-2023/x86_64/standard/amazon-eks-node-al2023-x86_64-standard-1.29-v20240213/image_id`,
      'AL2023_x86_64_STANDARD/1.29',
      'amazon-eks-node-al2023-x86_64-standard-1.29-v20240213',
      'image_id',
    ],
    [
      `${root}/1.16/amazon-linux-2/amazon-eks-node-1.16-v20200821`,
      'AL2_x86_64/1.16',
      'amazon-eks-node-1.16-v20200821',
      undefined,
    ],
  ])('%s is pinned', (name, track, image, leaf) => {
    expect(parseParameterName(name)).toEqual({ track, image, leaf });
  });

  test.each([
    ['', 'it does not begin with /aws/service/eks/optimized-ami/'],
    [
      '/aws/service/bottlerocket/aws-k8s-1.30/x86_64/latest/image_id',
      'it does not begin with /aws/service/eks/optimized-ami/',
    ],
    [
      `${root.toUpperCase()}/1.30/amazon-linux-2/recommended`,
      'it does not begin with /aws/service/eks/optimized-ami/',
    ],
    [`${root}/`, 'what follows the root is not a Kubernetes minor like 1.30'],
    [
      `${root}/1.30.2/amazon-linux-2/recommended`,
      'what follows the root is not a Kubernetes minor like 1.30',
    ],
    [`${root}/1.030/amazon-linux-2/recommended`, 'what follows the root is not a Kubernetes minor like 1.30'],
    [`${root}/v1.30/amazon-linux-2/recommended`, 'what follows the root is not a Kubernetes minor like 1.30'],
    [`${root}/1.30`, 'the operating system, architecture and variant are not known'],
    [
      `${root}/1.30/amazon-linux-2024/recommended`,
      'the operating system, architecture and variant are not known',
    ],
    [
      `${root}/1.30/amazon-linux-2023/recommended`,
      'the operating system, architecture and variant are not known',
    ],
    [
      `${root}/1.30/amazon-linux-2023/arm64/neuron/recommended`,
      'the operating system, architecture and variant are not known',
    ],
    [`${root}/1.30/constructor/recommended`, 'the operating system, architecture and variant are not known'],
    [`${root}/1.30/amazon-linux-2`, 'it ends before "recommended" or the name of an AMI'],
    [`${root}/1.30/amazon-linux-2/`, 'it ends before "recommended" or the name of an AMI'],
    [
      `${root}/1.30/amazon-linux-2/recommended/`,
      'what follows the image is not image_id, image_name or release_version alone',
    ],
    [
      `${root}/1.30/amazon-linux-2/recommended/kernel`,
      'what follows the image is not image_id, image_name or release_version alone',
    ],
    [
      `${root}/1.30/amazon-linux-2/recommended/image_id/1`,
      'what follows the image is not image_id, image_name or release_version alone',
    ],
  ])('%s: %s', (name, error) => {
    expect(parseParameterName(name)).toEqual({ error });
  });
});

describe('a variant that no AMI type stands for', () => {
  const root = '/aws/service/eks/optimized-ami/1.36/';

  test.each([
    ['amazon-linux-2023/x86_64/standard/recommended', undefined],
    ['amazon-linux-2-gpu/amazon-eks-gpu-node-1.30-v20240817/image_id', undefined],
    ['amazon-linux-2/recommended/something-new', undefined],
    ['amazon-linux-2023/x86_64/fips/recommended/image_id', 'amazon-linux-2023/x86_64/fips'],
    [
      'amazon-linux-2023/arm64/neuron/amazon-eks-node-al2023-arm64-neuron-1.36-v20261110',
      'amazon-linux-2023/arm64/neuron',
    ],
    ['amazon-linux-2026/recommended', 'amazon-linux-2026'],
    ['a/b/c/d/e', 'a/b/c'],
  ])('%s: %s', (path, variant) => {
    expect(unknownVariant(`${root}${path}`)).toBe(variant);
  });
});
