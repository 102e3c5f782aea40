import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ReleaseTag } from '../../../shared/parameters/release-tag.ts';
import { list, read } from './notes.ts';

function fixture(release: ReleaseTag) {
  const text = readFileSync(new URL(`../../fixtures/release-notes/${release}.md`, import.meta.url), 'utf8');
  return read(text, release);
}

describe('packages in backticks, v20230211 to v20231027', () => {
  const { facts, cells } = fixture('v20230711');

  test('every package at every minor, and the images with their release versions', () => {
    expect(cells).toHaveLength(7 * 3);
    expect(facts.images).toHaveLength(9);
    expect(facts.images).toContainEqual({
      track: 'AL2_x86_64_GPU/1.27',
      imageName: 'amazon-eks-gpu-node-1.27-v20230711',
      releaseVersion: '1.27.3-20230711',
    });
  });

  test.each([
    'kernel */1.23 5.4.247-162.350.amzn2',
    'kernel */1.24 5.10.184-175.731.amzn2',
    'kernel */1.27 5.10.184-175.731.amzn2',
    'dockerd */1.24 20.10.23-1.amzn2.0.1',
    'dockerd */1.27 absent',
    'amazon-ssm-agent */1.23 3.1.1732.0-1.amzn2',
  ])('%s', (cell) => {
    expect(cells).toContain(cell);
  });

  test('Docker on GPU images only', () => {
    const note =
      "  * **Note** that with Kubernetes 1.25+, Docker is only installed on GPU AMI's. This is subject to change.";
    const { cells, kinds } = list(['1.24', '1.25'], `* \`dockerd\`: 20.10.17-1.amzn2.0.1\n${note}`);
    expect(kinds).toEqual([]);
    expect(cells).toEqual([
      'dockerd */1.24 20.10.17-1.amzn2.0.1',
      'dockerd AL2_x86_64/1.25 absent',
      'dockerd AL2_ARM_64/1.25 absent',
      'dockerd AL2_x86_64_GPU/1.25 20.10.17-1.amzn2.0.1',
    ]);
  });

  test('a kernel of the GPU image alone, below a note that says so', () => {
    const { cells, kinds } = list(
      ['1.27', '1.28'],
      `* \`kernel\`:
  * Kubernetes 1.24 and above: 5.10.197-186.748.amzn2
  * ⚠️ **Note: It broke.** Until then the kernel in the GPU AMI will remain at the following versions:
    * Kubernetes 1.27 and below: 5.4.254-170.358.amzn2
    * Kubernetes 1.28 and above: 5.10.192-183.736.amzn2`,
    );
    expect(kinds).toEqual([]);
    expect(cells).toEqual([
      'kernel */1.27 5.10.197-186.748.amzn2',
      'kernel AL2_x86_64_GPU/1.27 5.4.254-170.358.amzn2',
      'kernel */1.28 5.10.197-186.748.amzn2',
      'kernel AL2_x86_64_GPU/1.28 5.10.192-183.736.amzn2',
    ]);
  });

  test('a kernel line of the GPU image is no version', () => {
    const line = '  * **Note** that the GPU AMI will continue to use kernel-5.4 for now.';
    expect(
      list(['1.27'], `* \`kernel\`:\n  * Kubernetes 1.24 and above: 5.10.1-1.amzn2\n${line}`),
    ).toMatchObject({
      cells: ['kernel */1.27 5.10.1-1.amzn2'],
      kinds: [],
    });
  });
});

describe('plain packages, v20210519 to v20230203', () => {
  const { facts, cells } = fixture('v20211109');

  test('every package at every minor', () => {
    expect(cells).toHaveLength(7 * 3);
    expect(cells).toEqual(
      expect.arrayContaining([
        'kernel */1.18 4.14.252-195.483.amzn2',
        'kernel */1.19 5.4.149-73.259.amzn2',
        'kernel */1.21 5.4.149-73.259.amzn2',
        'SSM agent */1.18 3.0.1124.0',
      ]),
    );
  });

  test('kubelet is that of the binaries, and unknown without them', () => {
    const versions = facts.images.map(({ releaseVersion }) => releaseVersion);
    expect(new Set(versions)).toEqual(new Set(['1.21.5-20211109', '1.19.15-20211109', undefined]));
  });
});

describe('how the older notes are wrong, and what is read all the same', () => {
  test.each([
    ['runc: 1.1.3-1.amzn2-1.amzn2', ['runc */1.21 1.1.3-1.amzn2-1.amzn2'], []],
    ['runc: runc-1.1.4-1.amzn2', ['runc */1.21 runc-1.1.4-1.amzn2'], []],
    ['runc: 1.0.0-rc93', ['runc */1.21 1.0.0-rc93'], []],
    ['dockerd: 19.03.13ce', ['dockerd */1.21 19.03.13ce'], []],
    ['nvidia-container-runtime-hook: 460.73.01', ['nvidia-container-runtime-hook */1.21 460.73.01'], []],
    [
      'kernel: 5.4.144-69.257.amzn2 (1.19 and above), (1.18 and below)',
      ['kernel */1.21 5.4.144-69.257.amzn2'],
      ['version-missing'],
    ],
    ['Note: The containerd has a patch', [], ['no-packages-known']],
    ['Something in words', [], ['unknown-detail', 'no-packages-known']],
    ['runc: later', [], ['unknown-package-cell', 'no-packages-known']],
    ['runc: 1.1.3 (1.19 and beyond)', [], ['unknown-package-cell', 'no-packages-known']],
    ['`runc`:', [], ['unknown-detail', 'no-packages-known']],
    ['`runc`: 1.1.3\n  * Kubernetes 1.19 and around: 1.1.2', ['runc */1.21 1.1.3'], ['unknown-package-cell']],
    ['`runc`: 1.1.3\n  * whatever', ['runc */1.21 1.1.3'], ['unknown-detail']],
    ['runc: 1.1.3\n  * whatever', ['runc */1.21 1.1.3'], ['unknown-detail']],
    ['runc: 1.1.3\n\nSoftware is as it was.', ['runc */1.21 1.1.3'], ['unknown-detail']],
    [
      'runc: 1.1.3\n\nNoted software versions are identical to release v20220620 in the commercial partition.',
      ['runc */1.21 1.1.3'],
      [],
    ],
    ['runc: 1.1.3\n\nKnown issues:\n* none', ['runc */1.21 1.1.3'], ['unknown-heading']],
    ['runc: 1.1.3\n\n#### Known issues\n* none', ['runc */1.21 1.1.3'], ['unknown-heading']],
  ])('%s', (detail, cells, kinds) => {
    expect(list(['1.21'], `* ${detail}`)).toMatchObject({ cells, kinds });
  });

  test('a problem has its line, counted from where the entry begins in its file', () => {
    const text = '* amazon-eks-node-1.21-v20240817\n\nAMI details:\n* what';
    expect(read(text, 'v20240817', 100).problems[0]).toMatchObject({ place: 'line 103' });
  });

  test.each([
    ['* s3://elsewhere/1.21.5/', 'unknown-binaries'],
    ['* amazon-eks-node-1.21-v20240816', 'unknown-binaries'],
  ])('binaries: %s', (binaries, kind) => {
    const text = `* amazon-eks-node-1.21-v20240817\n\nBinaries used to build these AMIs are published:\n${binaries}`;
    expect(read(text).kinds).toEqual([kind, 'no-packages-known']);
  });

  test('a release version of another day', () => {
    const text = `* amazon-eks-node-1.21-v20240817\n\n[Release versions](x) for these AMIs:\n* \`1.21.5-20240818\``;
    const { facts, kinds } = read(text);
    expect(kinds).toEqual(['release-version-mismatch', 'no-packages-known']);
    expect(facts.images).toMatchObject([{ releaseVersion: '1.21.5-20240818' }]);
  });
});

describe('notes without packages give images and no packages: unknown, which is not "no change"', () => {
  test.each([
    ['names alone', '* amazon-eks-node-1.18-v20240817\n* amazon-eks-gpu-node-1.18-v20240817', 2],
    ['a name twice', '* amazon-eks-node-1.18-v20240817\n* amazon-eks-node-1.18-v20240817', 1],
    ['names and commits', '* amazon-eks-node-1.14-v20240817\n#### Changes\n* 0468404 a change (#307)', 1],
    ['names, then changes', '* amazon-eks-node-1.14-v20240817\n\nKubernetes Changes:\n* one', 1],
    [
      'names in the heading',
      'amazon-eks-node-1.13-v20240817 | amazon-eks-gpu-node-1.13-v20240817\n\nNote: One.\n\n* ca61cc2 a commit',
      2,
    ],
    ['a recall', '* amazon-eks-node-1.18-v20240817\n\nNotice:\n* A parameter was wrong.', 1],
  ])('%s', (_, text, images) => {
    const { facts, cells, kinds } = read(text);
    expect({ images: facts.images.length, cells, kinds }).toEqual({
      images,
      cells: [],
      kinds: ['no-packages-known'],
    });
  });

  test('an image of another release is not one of this', () => {
    const { facts, kinds } = read('* amazon-eks-node-1.18-v20240817\n* amazon-eks-node-1.17-v20240816');
    expect(facts.images).toHaveLength(1);
    expect(kinds).toEqual(['image-name-unknown', 'no-packages-known']);
  });
});
