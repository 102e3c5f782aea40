import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Ec2Endpoint, startEc2Endpoint } from '../../infra/local/ec2-endpoint.ts';
import { type DescribeImages, imageDescriber } from '../../shared/aws/describe-images.ts';
import { AwsError } from '../../shared/aws/errors.ts';
import type { Ec2Image } from '../../shared/packages/image-description/image.ts';

const idOf = (number: number) => `ami-${number.toString(16).padStart(17, '0')}`;

function image(number: number): Ec2Image {
  return {
    ImageId: idOf(number),
    Name: `image ${number} <&>`,
    OwnerId: '602401143452',
    ImageOwnerAlias: 'amazon',
    Description: 'a & b < c, (k8s: 1.30.2, containerd: 1.7.*)',
    DeprecationTime: '2027-09-24T00:36:36.000Z',
  };
}

let endpoint: Ec2Endpoint;
let describeImages: DescribeImages;
beforeEach(async () => {
  endpoint = await startEc2Endpoint();
  const images = Array.from({ length: 250 }, (_, number) => image(number));
  endpoint.serve(new Map([['us-east-1', new Map(images.map((each) => [each.ImageId, each]))]]));
  describeImages = imageDescriber({
    endpoint: endpoint.url,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 2,
    requestHandler: { requestTimeout: 300, throwOnRequestTimeout: true },
  });
});
afterEach(() => endpoint.stop());

test('an image comes as EC2 has it, and what EC2 does not say is not there', async () => {
  const bare = { ImageId: idOf(1), Name: 'bare' };
  endpoint.serve(
    new Map([
      [
        'us-east-1',
        new Map([
          [idOf(0), image(0)],
          [bare.ImageId, bare],
        ]),
      ],
    ]),
  );
  expect(await describeImages('us-east-1', [idOf(0), idOf(1)])).toEqual({
    images: [image(0), bare],
    missing: [],
  });
});

test('hundred ids a call, each once', async () => {
  const ids = Array.from({ length: 250 }, (_, number) => idOf(number));
  const { images } = await describeImages('us-east-1', [...ids, ...ids.slice(0, 7)]);
  expect(images.map(({ ImageId }) => ImageId)).toEqual(ids);
  expect(endpoint.calls().map(({ imageIds }) => imageIds.length)).toEqual([100, 100, 50]);
});

test.each([
  ['one', [900]],
  ['several', [900, 901, 902]],
])('%s that do not exist are named, and the others are asked for again', async (_, numbers) => {
  const missing = numbers.map(idOf);
  const read = await describeImages('us-east-1', [idOf(0), ...missing, idOf(1)]);
  expect(read).toEqual({ images: [image(0), image(1)], missing });
  expect(endpoint.calls().map(({ imageIds }) => imageIds.length)).toEqual([2 + missing.length, 2]);
});

test('when none exists nothing is asked again', async () => {
  expect(await describeImages('eu-west-1', [idOf(0)])).toEqual({ images: [], missing: [idOf(0)] });
  expect(endpoint.calls()).toHaveLength(1);
});

test('nothing is asked about nothing', async () => {
  expect(await describeImages('us-east-1', [])).toEqual({ images: [], missing: [] });
  expect(endpoint.calls()).toEqual([]);
});

test('an EC2 that names a new id each time is given up', async () => {
  endpoint.fault(({ imageIds }) => ({
    kind: 'error',
    type: 'InvalidAMIID.NotFound',
    message: `The image id '[${imageIds[0]}]' does not exist`,
  }));
  const ids = Array.from({ length: 50 }, (_, number) => idOf(number));
  await expect(describeImages('us-east-1', ids)).rejects.toThrow(AwsError);
  expect(endpoint.calls()).toHaveLength(4);
});

describe('what goes wrong is an AwsError', () => {
  test.each([
    ['no permission', { kind: 'error', type: 'UnauthorizedOperation', status: 403 }, 'UnauthorizedOperation'],
    ['throttling', { kind: 'throttle' }, 'RequestLimitExceeded'],
    ['a failure', { kind: 'internal' }, 'InternalError'],
    ['a page', { kind: 'body', body: '<html><p>Proxy</html>' }, ''],
    ['a cut connection', { kind: 'reset' }, ''],
    ['no answer', { kind: 'hang' }, ''],
    [
      'an id that no AMI has',
      { kind: 'error', type: 'InvalidAMIID.NotFound', message: 'none' },
      'InvalidAMIID.NotFound',
    ],
  ] as const)('%s', async (_, fault, words) => {
    endpoint.fault(() => fault);
    const failing = describeImages('us-east-1', [idOf(0)]);
    await expect(failing).rejects.toThrow(AwsError);
    await expect(failing).rejects.toThrow(`ec2:DescribeImages failed: ${words}`.trim());
  });
});

test('an unsigned call, and another action, are refused as EC2 does', async () => {
  const unsigned = await fetch(endpoint.url, { method: 'POST', body: 'Action=DescribeImages' });
  expect([unsigned.status, await unsigned.text()]).toEqual([401, expect.stringContaining('AuthFailure')]);
  const authorization = 'AWS4-HMAC-SHA256 Credential=KEY/20240817/us-east-1/ec2/aws4_request';
  const other = await fetch(endpoint.url, {
    method: 'POST',
    headers: { authorization },
    body: 'Action=RunInstances',
  });
  expect([other.status, await other.text()]).toEqual([400, expect.stringContaining('InvalidAction')]);
});
