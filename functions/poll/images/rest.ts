import type { DescribeImages, ImageReadings } from '../../../shared/aws/describe-images.ts';

/** Under the five minutes between two polls: the next one asks again. */
const restMs = 4 * 60_000;

/** Asks EC2 for images; `undefined` while a Region that has just failed is left alone. */
export type AskForImages = (
  region: string,
  imageIds: readonly string[],
  now: Date,
) => Promise<ImageReadings | undefined>;

/**
 * Leaves a Region alone after a failure. The first poll after a deployment looks at some twenty releases: with a service
 * that hangs, each of them would wait for it.
 */
export function restAfterFailure(describe: DescribeImages): AskForImages {
  const restUntil = new Map<string, number>();
  return async (region, imageIds, now) => {
    if (now.getTime() < (restUntil.get(region) ?? 0)) return undefined;
    try {
      return await describe(region, imageIds);
    } catch (error) {
      restUntil.set(region, now.getTime() + restMs);
      throw error;
    }
  };
}
