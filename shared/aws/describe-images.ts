import type { EC2ClientConfig, Image } from '@aws-sdk/client-ec2';
import type { Ec2Image } from '../packages/image-description/image.ts';
import { AwsError, translating } from './errors.ts';

/** What EC2 says of images. */
export interface ImageReadings {
  readonly images: readonly Ec2Image[];
  /** Ids that EC2 says do not exist, or that this account may not see. */
  readonly missing: readonly string[];
}

/**
 * Asks a Region's EC2 for images by id.
 *
 * @throws AwsError when it does not answer.
 */
export type DescribeImages = (region: string, imageIds: readonly string[]) => Promise<ImageReadings>;

type Send = (imageIds: readonly string[]) => Promise<readonly Ec2Image[]>;

/** An answer has 3 KB an image. A release has some forty. */
const batchSize = 100;

/** An answer without some of the ids takes as many calls as EC2 names ids in; it names all of them in one. */
const mostRepeats = 3;

/** Asks with one client a Region, which is loaded and made at the first call there. */
export function imageDescriber(options: EC2ClientConfig): DescribeImages {
  const clients = new Map<string, Promise<Send>>();
  return async (region, imageIds) => {
    const sending = clients.get(region) ?? connect({ ...options, region });
    clients.set(region, sending);
    const send = await sending;
    const readings: ImageReadings[] = [];
    const ids = [...new Set(imageIds)];
    for (let from = 0; from < ids.length; from += batchSize)
      readings.push(await readBatch(send, ids.slice(from, from + batchSize)));
    return {
      images: readings.flatMap(({ images }) => images),
      missing: readings.flatMap(({ missing }) => missing),
    };
  };
}

async function connect(options: EC2ClientConfig): Promise<Send> {
  const { DescribeImagesCommand, EC2Client } = await import('./ec2.ts');
  const client = new EC2Client(options);
  return async (imageIds) => {
    const { Images = [] } = await translating('ec2:DescribeImages', () =>
      client.send(new DescribeImagesCommand({ ImageIds: [...imageIds] })),
    );
    return Images.flatMap(read);
  };
}

/** One id that does not exist makes EC2 answer with nothing but its name: the others are asked for again. */
async function readBatch(send: Send, batch: readonly string[]): Promise<ImageReadings> {
  let wanted = batch;
  for (let repeats = 0; wanted.length > 0; repeats += 1) {
    try {
      const images = await send(wanted);
      const found = new Set(images.map(({ ImageId }) => ImageId));
      return { images, missing: batch.filter((id) => !found.has(id)) };
    } catch (error) {
      const named = missingIn(error);
      const left = wanted.filter((id) => !named.includes(id));
      if (left.length === wanted.length || repeats === mostRepeats) throw error;
      wanted = left;
    }
  }
  return { images: [], missing: batch };
}

function missingIn(error: unknown): readonly string[] {
  const { cause } = error instanceof AwsError ? error : {};
  if (!(cause instanceof Error) || !/^InvalidAMIID\.(?:NotFound|Unavailable)$/.test(cause.name)) return [];
  return cause.message.match(/ami-[0-9a-f]{8,17}/g) ?? [];
}

function read(image: Image): readonly Ec2Image[] {
  const { DeprecationTime, Description, ImageId, ImageOwnerAlias, Name, OwnerId } = image;
  if (ImageId === undefined || Name === undefined) return [];
  const said = { OwnerId, ImageOwnerAlias, Description, DeprecationTime };
  const known = Object.entries(said).filter(([, value]) => value !== undefined);
  return [{ ImageId, Name, ...(Object.fromEntries(known) as Partial<Ec2Image>) }];
}
