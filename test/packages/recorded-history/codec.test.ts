import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordedReleases } from '../../../shared/history/recorded-releases.ts';
import type { Cell, NotedImage, ReleaseFacts } from '../../../shared/packages/facts.ts';
import { inOrder } from '../../../shared/packages/reading.ts';
import { readRecordedRelease, recordRelease } from '../../../shared/packages/recorded-history/codec.ts';
import { readRecord } from '../../../shared/packages/recorded-history/read-record.ts';
import { imageName } from '../../../shared/parameters/image-name.ts';
import { amiTypes, type Minor, minorOf, trackOf } from '../../../shared/parameters/track.ts';

const record = {
  release: 'v20240924',
  withdrawn: 'recalled',
  kubernetes: {
    '1.29': 'AL2_ARM_64',
    '1.30.4': 'AL2_x86_64,AL2023_x86_64_NVIDIA',
    '1.31.0-20240925': 'AL2_x86_64',
  },
  imageNames: {
    'amazon-eks-node-al2023-x86_64-nvidia-560-{kubernetes}-{release}': 'AL2023_x86_64_NVIDIA/1.30',
  },
  packages: { cuda: { '12.2.2-1': '*/1.30', absent: '*/1.31' } },
  sourceImages: { 'amzn2-ami-minimal-hvm-2.0.20240916.1-x86_64-ebs': 'AL2_x86_64/1.30-1.31' },
  callouts: ['note', 'warning'],
  pullRequests: [1971, 1980],
} as const;

test('a record in full', () => {
  const { facts, problems } = readRecordedRelease(JSON.stringify(record), 'v20240924');
  expect(problems).toEqual([]);
  expect(facts).toEqual({
    stream: 'eks-amazon-linux',
    release: 'v20240924',
    withdrawn: 'recalled',
    images: [
      {
        track: 'AL2_x86_64/1.30',
        imageName: 'amazon-eks-node-1.30-v20240924',
        releaseVersion: '1.30.4-20240924',
      },
      {
        track: 'AL2_x86_64/1.31',
        imageName: 'amazon-eks-node-1.31-v20240924',
        releaseVersion: '1.31.0-20240925',
      },
      {
        track: 'AL2_ARM_64/1.29',
        imageName: 'amazon-eks-arm64-node-1.29-v20240924',
        releaseVersion: undefined,
      },
      {
        track: 'AL2023_x86_64_NVIDIA/1.30',
        imageName: 'amazon-eks-node-al2023-x86_64-nvidia-560-1.30-v20240924',
        releaseVersion: '1.30.4-20240924',
      },
    ],
    cells: [
      { amiType: '*', kubernetes: '1.30', package: 'cuda', version: '12.2.2-1' },
      { amiType: '*', kubernetes: '1.31', package: 'cuda', version: undefined },
    ],
    sourceImages: ['1.30', '1.31'].map((minor) => ({
      track: `AL2_x86_64/${minor}`,
      imageName: 'amzn2-ami-minimal-hvm-2.0.20240916.1-x86_64-ebs',
    })),
    references: [
      { kind: 'callout', callout: 'note', link: expect.stringContaining('/releases/tag/v20240924') },
      { kind: 'callout', callout: 'warning', link: expect.stringContaining('/releases/tag/v20240924') },
      { kind: 'pull-request', number: 1971, link: 'https://github.com/awslabs/amazon-eks-ami/pull/1971' },
      { kind: 'pull-request', number: 1980, link: 'https://github.com/awslabs/amazon-eks-ami/pull/1980' },
    ],
  });
  expect(recordRelease(facts)).toEqual(record);
});

test('versions of kubelet go by their numbers', () => {
  const kubernetes = { '1.9.9': 'AL2_x86_64', '1.10.2': 'AL2_ARM_64', '1.10.11': 'AL2_x86_64' };
  const { facts } = readRecord({ release: 'v20240924', kubernetes, packages: {} });
  expect(Object.keys(recordRelease(facts).kubernetes)).toEqual(Object.keys(kubernetes));
});

const track = fc
  .tuple(fc.constantFrom(...amiTypes), fc.integer({ min: 21, max: 36 }))
  .map(([amiType, number]) => trackOf(amiType, `1.${number}`));
const image = fc
  .tuple(track, fc.option(fc.nat(20)), fc.constantFrom('20240817', '20240818'), fc.boolean())
  .map(
    ([track, patch, date, regular]): NotedImage => ({
      track,
      imageName: regular ? imageName(track, 'v20240817') : `amazon-eks-other-${minorOf(track)}-v20240817`,
      releaseVersion: patch === null ? undefined : `${minorOf(track)}.${patch}-${date}`,
    }),
  );
const cell = fc
  .tuple(
    fc.constantFrom('*' as const, ...amiTypes),
    fc.integer({ min: 21, max: 36 }),
    fc.constantFrom('containerd', 'kernel6.12', 'constructor'),
    fc.constantFrom('1.7.20-1.amzn2.0.1', '12', '1:2.3-4', undefined),
  )
  .map(([amiType, number, name, version]): Cell => {
    const kubernetes: Minor = `1.${number}`;
    return { amiType, kubernetes, package: name, version };
  });
const facts = fc.record({
  images: fc.uniqueArray(image, { selector: ({ track }) => track }),
  cells: fc.uniqueArray(cell, { selector: (cell) => `${cell.amiType} ${cell.kubernetes} ${cell.package}` }),
});

test('any facts come back from their record, through text', () => {
  fc.assert(
    fc.property(facts, (some) => {
      const ordered: ReleaseFacts = inOrder({ stream: 'eks-amazon-linux', release: 'v20240817', ...some });
      const text = JSON.stringify(recordRelease(ordered));
      expect(readRecordedRelease(text, 'v20240817')).toEqual({ facts: ordered, problems: [] });
    }),
  );
});

test.each(recordedReleases.map((recorded) => [recorded.release, recorded] as const))(
  '%s, as shipped, comes back byte for byte',
  (_, recorded) => {
    const { facts, problems } = readRecord(recorded);
    expect(problems).toEqual([]);
    expect(JSON.stringify(recordRelease(facts))).toBe(JSON.stringify(recorded));
  },
);

describe('what is wrong with a record is a problem', () => {
  test.each([
    ['recorded-release-not-json', '{'],
    ['recorded-release-shape', '[]'],
    ['recorded-release-shape', JSON.stringify({ ...record, release: 'v20241399' })],
    ['recorded-release-shape', JSON.stringify({ ...record, withdrawn: 'late' })],
    ['recorded-release-shape', JSON.stringify({ ...record, more: 1 })],
    ['recorded-release-mismatch', JSON.stringify({ ...record, release: 'v20240928' })],
    ['document-too-large', ' '.repeat(1_000_001)],
  ])('%s', (kind, text) => {
    const { facts, problems } = readRecordedRelease(text, 'v20240924');
    expect(problems).toMatchObject([{ kind, subject: 'v20240924' }]);
    expect(facts.cells).toEqual([]);
  });

  test.each([
    ['kubernetes', { kubernetes: { ...record.kubernetes, 'v1.32': 'AL2_x86_64' } }],
    ['kubernetes 1.32.0', { kubernetes: { ...record.kubernetes, '1.32.0': 'AL3_x86_64' } }],
    ['packages runc 1.1', { packages: { ...record.packages, runc: { '1.1': 'everywhere' } } }],
    ['sourceImages x', { sourceImages: { ...record.sourceImages, x: '*/1.30' } }],
    ['imageNames x', { imageNames: { ...record.imageNames, x: '*/1.30' } }],
  ])('at %s, and the rest is read', (place, wrong) => {
    const { facts, problems } = readRecordedRelease(JSON.stringify({ ...record, ...wrong }), 'v20240924');
    expect(problems).toMatchObject([{ kind: 'recorded-value-unknown', place }]);
    expect([facts.images.length, facts.cells.length]).toEqual([4, 2]);
  });
});
