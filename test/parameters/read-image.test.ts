import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isProblem, readImage } from '../../shared/parameters/read-image.ts';

const track = 'AL2_x86_64/1.23';
const image = {
  schema_version: '2',
  image_id: 'ami-012dc0c062c4c0e02',
  image_name: 'amazon-eks-node-1.23-v20220914',
  release_version: '1.23.9-20220914',
};
const value = (fields: object = {}) => JSON.stringify({ ...image, ...fields });
const without = (key: keyof typeof image) => value({ [key]: undefined });

describe('a value that is right', () => {
  const expected = {
    track,
    release: 'v20220914',
    imageId: image.image_id,
    imageName: image.image_name,
    releaseVersion: image.release_version,
  };

  test.each([
    ['as AWS writes it', value()],
    ['with white space and keys that are not known', ` ${value({ image_version: 7, other: [] })}\n`],
  ])('%s', (_, text) => {
    expect(readImage(track, text)).toEqual(expected);
  });

  test('the first AL2023 NVIDIA images, with the driver in their name', () => {
    const text = value({
      image_name: 'amazon-eks-node-al2023-x86_64-nvidia-560-1.31-v20240924',
      release_version: '1.31.0-20240924',
    });
    expect(readImage('AL2023_x86_64_NVIDIA/1.31', text)).toMatchObject({ release: 'v20240924' });
  });
});

describe('a value that is wrong is a problem with the parameter', () => {
  test.each([
    ['value-not-json', ''],
    ['value-not-json', 'ami-012dc0c062c4c0e02'],
    ['value-not-json', value().slice(0, -1)],
    ['value-not-json', `${value()}${value()}`],
    ['value-too-large', value({ other: 'x'.repeat(5000) })],
    ['value-too-large', '['.repeat(1_000_000)],
    ['value-unknown-shape', 'null'],
    ['value-unknown-shape', '[]'],
    ['value-unknown-shape', '"ami-012dc0c062c4c0e02"'],
    ['value-unknown-shape', `[${value()}]`],
    ['value-unknown-shape', value({ schema_version: '1' })],
    ['value-unknown-shape', value({ schema_version: 1 })],
    ['value-unknown-shape', value({ schema_version: 2 })],
    ['value-unknown-shape', value({ schema_version: '3' })],
    ['value-unknown-shape', without('schema_version')],
    ['value-unknown-shape', without('image_id')],
    ['value-unknown-shape', without('image_name')],
    ['value-unknown-shape', without('release_version')],
    ['value-unknown-shape', value({ image_id: null })],
    ['value-unknown-shape', value({ image_id: 'ami-XYZ' })],
    ['value-unknown-shape', value({ image_id: 'ami-012dc0c062c4c0e02\n' })],
    ['value-unknown-shape', value({ image_name: 'x'.repeat(201) })],
    ['value-unknown-shape', value({ release_version: '1.23-20220914' })],
    ['image-name-unknown', value({ image_name: '' })],
    ['image-name-unknown', value({ image_name: 'bottlerocket-aws-k8s-1.23-x86_64-v1.18.0-7452c37e' })],
    ['image-name-unknown', value({ image_name: 'amazon-eks-node-1.23-v20221399' })],
    ['image-mismatch', value({ image_name: 'amazon-eks-arm64-node-1.23-v20220914' })],
    ['image-mismatch', value({ image_name: 'amazon-eks-node-1.24-v20220914' })],
    ['image-mismatch', value({ image_name: 'amazon-eks-node-1.23-v20220915' })],
    ['image-mismatch', value({ release_version: '1.23.9-20220915' })],
    ['image-mismatch', value({ release_version: '1.2.9-20220914' })],
    ['image-mismatch', value({ release_version: '1.230.9-20220914' })],
  ])('%s: %.60s', (kind, text) => {
    const read = readImage(track, text);
    expect(read).toMatchObject({
      kind,
      subject: '/aws/service/eks/optimized-ami/1.23/amazon-linux-2/recommended',
    });
    expect(isProblem(read) && read.message).toMatch(/^The .*\.$/);
  });

  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.json(),
    fc.constantFrom(
      '\0'.repeat(4000),
      '\u001b[2J\u202e',
      '{"__proto__":{"kind":"x"}}',
      '\ud800',
      `"${'9'.repeat(4000)}"`,
    ),
  );

  test('no text throws, and every message is short and on one line', () => {
    const field = fc.constantFrom(...(Object.keys(image) as (keyof typeof image)[]));
    fc.assert(
      fc.property(hostile, field, fc.boolean(), (text, key, inField) => {
        const read = readImage(track, inField ? value({ [key]: text }) : text);
        const message = isProblem(read) ? read.message : '';
        expect(message === '').toBe(text === image[key]);
        expect(message.length).toBeLessThan(1200);
        expect([...message].filter((character) => character < ' ')).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
