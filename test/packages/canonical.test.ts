import { expect, test } from 'vitest';
import {
  canonicalName,
  isAlwaysPresent,
  isMisplaced,
  lineSegments,
} from '../../shared/packages/canonical.ts';

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
  ['dockerd', 'docker'],
  ['docker', 'docker'],
  ['SSM agent', 'amazon-ssm-agent'],
  ['nvidia-container-runtime-hook', 'nvidia-container-runtime-hook'],
  ['containerd', 'containerd'],
  ['constructor', 'constructor'],
])('%s is %s', (raw, name) => {
  expect(canonicalName(raw)).toBe(name);
});

test.each([
  ['460.73.01', 'nvidia-driver'],
  ['470.141.03-1', 'nvidia-driver'],
  ['11.4.0-1', 'cuda-toolkit'],
  ['12.2.2-1', 'cuda-toolkit'],
])('cuda %s is %s', (version, name) => {
  expect(canonicalName('cuda', version)).toBe(name);
});

test.each([
  ['nvidia-container-runtime-hook', '460.73.01', true],
  ['nvidia-container-runtime-hook', '1.4.0-1.amzn2', false],
  ['nvidia-container-toolkit', '1.17.4-1', false],
  ['nvidia-driver-latest-dkms', '470.182.03-1.el7', false],
])('%s %s is misplaced: %s', (name, version, misplaced) => {
  expect(isMisplaced(name, version)).toBe(misplaced);
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
