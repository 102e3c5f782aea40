import * as z from 'zod';

/** What EC2 says of an image, under EC2's own names: as much of it as is read here. */
export interface Ec2Image {
  readonly ImageId: string;
  readonly Name: string;
  /** The account that the image belongs to. */
  readonly OwnerId?: string;
  readonly ImageOwnerAlias?: string;
  readonly Description?: string;
  /** ISO 8601; from then on the image is no longer listed. */
  readonly DeprecationTime?: string;
}

/** More images than a release has, in all of its tracks. */
const most = 1_000;

const text = z.string().max(500);

/** An answer of DescribeImages; what else EC2 says of an image is left out. */
export const imagesSchema: z.ZodType<{ readonly Images: readonly Ec2Image[] }> = z.object({
  Images: z
    .array(
      z.object({
        ImageId: z.string().regex(/^ami-[0-9a-f]{8,17}$/),
        Name: text,
        OwnerId: z.exactOptional(text),
        ImageOwnerAlias: z.exactOptional(text),
        Description: z.exactOptional(text),
        DeprecationTime: z.exactOptional(z.iso.datetime()),
      }),
    )
    .max(most),
});
