import type {
  RegionImages,
  ReleaseDescriptions,
  ReleaseRecord,
  SeenImage,
} from '../../../shared/aws/records.ts';
import type { Ec2Image } from '../../../shared/packages/image-description/image.ts';
import { isOwnedByEks } from '../../../shared/packages/image-description/owner.ts';
import type { ReleaseTag } from '../../../shared/parameters/release-tag.ts';
import { type Problem, quoted } from '../../../shared/problem.ts';
import type { Completion } from '../complete.ts';
import type { PollContext } from '../context.ts';
import { readDescriptions } from './read-descriptions.ts';
import type { AskForImages } from './rest.ts';

/** How images are asked for, and whose descriptions count. */
export interface ImageDescriptions {
  readonly ask: AskForImages;
  /** Accounts that EKS's images belong to. */
  readonly owners: readonly string[];
}

const none: ReleaseDescriptions = { lookedAt: {}, images: [], problems: [] };

/**
 * Asks EC2 once for each image of a release, in the first Region that has the track: descriptions are alike everywhere.
 * Nothing waits for an answer; what failed is asked for again as long as the release is worked on.
 */
export async function describe(
  context: PollContext,
  record: ReleaseRecord,
  regions: readonly RegionImages[],
): Promise<Completion> {
  const { descriptions } = context;
  if (descriptions === undefined || record.status === 'withdrawn') return { record, problems: [] };
  const before = record.descriptions ?? none;
  let now = before;
  const problems: Problem[] = [];
  for (const [region, images] of notLookedAt(context.regions, regions, before)) {
    try {
      const ids = images.map(({ imageId }) => imageId);
      const answer = await descriptions.ask(region, ids, context.now());
      if (answer === undefined) continue;
      if (answer.missing.length > 0) problems.push(missing(record.release, region, answer.missing));
      now = withAnswer(now, record.release, region, images, answer.images, descriptions.owners);
    } catch (error) {
      problems.push(failed(record.release, region, error));
    }
  }
  if (now === before) return { record, problems };
  problems.push(...now.problems.slice(before.problems.length));
  return { record: { ...record, descriptions: now }, problems };
}

/** By Region, the images that are still to be looked at; each track in one Region, the first that has it. */
function notLookedAt(
  order: readonly string[],
  regions: readonly RegionImages[],
  { lookedAt }: ReleaseDescriptions,
): ReadonlyMap<string, readonly SeenImage[]> {
  const seen = order.flatMap((name) => regions.filter(({ region }) => region === name));
  const wanted = new Map<string, SeenImage[]>();
  const tracks = new Set<string>();
  for (const { region, images } of seen) {
    for (const image of Object.values(images)) {
      const look = lookedAt[image.track];
      // An image that was built anew, under the same name, has a description of its own.
      const isKnown = look !== undefined && (look.region !== region || look.imageId === image.imageId);
      if (isKnown || tracks.has(image.track)) continue;
      tracks.add(image.track);
      wanted.set(region, [...(wanted.get(region) ?? []), image]);
    }
  }
  return wanted;
}

/** Adds what EC2 said of these images; a description counts when the image is EKS's own and bears the name that its parameter gives. */
function withAnswer(
  before: ReleaseDescriptions,
  release: ReleaseTag,
  region: string,
  asked: readonly SeenImage[],
  answered: readonly Ec2Image[],
  owners: readonly string[],
): ReleaseDescriptions {
  const byId = new Map(answered.map((image) => [image.ImageId, image]));
  const looked = asked.filter(({ imageId }) => byId.has(imageId));
  if (looked.length === 0) return before;
  const strangers = answered.filter((image) => !isOwnedByEks(image, owners));
  const named = new Map(looked.map(({ imageId, imageName }) => [imageId, imageName]));
  const others = answered.filter(({ ImageId, Name }) => named.get(ImageId) !== Name);
  const ignored = new Set([...strangers, ...others]);
  const fresh = answered.filter((image) => !ignored.has(image));
  const looks = looked.map(({ imageId, track }) => [track, { region, imageId }] as const);
  const lookedAt: ReleaseDescriptions['lookedAt'] = { ...before.lookedAt, ...Object.fromEntries(looks) };
  const current = new Set(Object.values(lookedAt).map(({ imageId }) => imageId));
  const added = { lookedAt, images: fresh, problems: [] };
  return {
    lookedAt,
    images: [...before.images.filter(({ ImageId }) => current.has(ImageId)), ...fresh],
    problems: [
      ...before.problems,
      ...strangers.slice(0, 1).map((image) => ofStranger(release, region, image, strangers.length)),
      ...others.slice(0, 1).map((image) => otherName(release, region, image)),
      ...(readDescriptions({ release, descriptions: added })?.problems ?? []),
    ],
  };
}

function failed(release: ReleaseTag, place: string, error: unknown): Problem {
  return {
    kind: 'images-not-described',
    subject: release,
    place,
    message: error instanceof Error ? error.message : String(error),
    remedy: 'The release is announced without their descriptions; a later poll asks again while it is open.',
  };
}

function missing(release: ReleaseTag, place: string, ids: readonly string[]): Problem {
  return {
    kind: 'images-missing',
    subject: release,
    place,
    message: `EC2 has no ${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ` and ${ids.length - 5} more` : ''}, to which parameters point.`,
    remedy: 'They may not be public yet; a later poll asks again while the release is open.',
  };
}

function ofStranger(release: ReleaseTag, place: string, image: Ec2Image, count: number): Problem {
  const { ImageId, OwnerId = 'none', ImageOwnerAlias = 'none' } = image;
  return {
    kind: 'image-owner-unknown',
    subject: release,
    place,
    message: `${ImageId} belongs to account ${quoted(OwnerId)}, alias ${quoted(ImageOwnerAlias)}, which is not known as EKS's; ${count} descriptions are ignored.`,
    remedy: 'If the account is that of EKS in this Region, add it to AMIWATCH_IMAGE_OWNERS.',
  };
}

function otherName(release: ReleaseTag, place: string, { ImageId, Name }: Ec2Image): Problem {
  return {
    kind: 'image-name-differs',
    subject: release,
    place,
    message: `${ImageId} has the name ${quoted(Name)} in EC2, and its parameter says otherwise.`,
    remedy: 'Its description is ignored; look at the image before rolling nodes to it.',
  };
}
