import { expect, test } from 'vitest';
import { canonicalName, isAlwaysPresent, lineSegments } from '../../shared/packages/canonical.ts';

test.each([
  ['kernel', 'kernel'],
  ['kernel6.12', 'kernel'],
  ['kernel5.10', 'kernel'],
  ['kernel-devel', 'kernel-devel'],
  ['kernel6.12-devel', 'kernel6.12-devel'],
  ['nvidia-driver-latest-dkms', 'nvidia-driver'],
  ['kmod-nvidia-latest-dkms', 'nvidia-driver'],
  ['cuda', 'cuda-toolkit'],
  ['cuda-12-2', 'cuda-toolkit'],
  ['containerd', 'containerd'],
  ['constructor', 'constructor'],
])('%s is %s', (raw, name) => {
  expect(canonicalName(raw)).toBe(name);
});

test('kernels have lines of two numbers, drivers of one, all else none', () => {
  expect(['kernel', 'nvidia-driver', 'containerd'].map(lineSegments)).toEqual([2, 1, undefined]);
});

test('what every node has', () => {
  expect(['kernel', 'containerd', 'runc', 'docker', 'nvidia-driver'].filter(isAlwaysPresent)).toEqual([
    'kernel',
    'containerd',
    'runc',
  ]);
});
