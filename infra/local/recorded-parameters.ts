import { createHash } from 'node:crypto';
import type { NotedImage, ReleaseFacts } from '../../shared/packages/facts.ts';
import type { Ec2Image } from '../../shared/packages/image-description/image.ts';
import { recommendedParameter } from '../../shared/parameters/parameter-name.ts';
import { tagDate } from '../../shared/parameters/release-tag.ts';
import { minorOf, type Track } from '../../shared/parameters/track.ts';
import type { PublicImages } from './ec2-endpoint.ts';
import { imageDescriber } from './recorded-images.ts';
import type { StoredParameter, StoredParameters } from './ssm-operations.ts';

/** The recorded history as Parameter Store would have shown it. */
export interface RecordedInstant {
  readonly facts: ReleaseFacts;
  /** When the parameters changed. The history knows a release's date, not the hour: it is noon in UTC. */
  readonly at: Date;
  /** By parameter name, everything that the Region answers from then on. */
  readonly parameters: StoredParameters;
  /** By id, the images that these parameters point to, as EC2 describes them. */
  readonly images: PublicImages;
}

/**
 * The instants at which a release came, oldest first, for one Region. A parameter keeps its value until a release has a
 * newer image for it, also past its minor's end. Releases that AWS took back before or after publishing never come.
 * AMI ids are not in any public record of the past: these are made from the image's name, and lead nowhere.
 */
export function recordedInstants(
  releases: readonly ReleaseFacts[],
  region: string,
): readonly RecordedInstant[] {
  const parameters = new Map<string, StoredParameter>();
  const images = new Map<string, Ec2Image>();
  // Four releases of 2021 do not give kubelet's version for a minor: it is then shown as it was, because a parameter
  // always has one.
  const kubelets = new Map<Track, string>();
  return releases
    .filter(({ withdrawn }) => withdrawn === undefined)
    .map((facts) => {
      const at = new Date(`${tagDate(facts.release)}T12:00:00Z`);
      const describe = imageDescriber(facts, at);
      for (const image of facts.images) {
        const name = recommendedParameter(image.track);
        const version = (parameters.get(name)?.version ?? 0) + 1;
        const kubelet = kubeletOf(image) ?? kubelets.get(image.track) ?? `${minorOf(image.track)}.0`;
        kubelets.set(image.track, kubelet);
        const releaseVersion = image.releaseVersion ?? `${kubelet}-${image.imageName.slice(-8)}`;
        const id = imageId(image, region);
        parameters.set(name, { value: parameterValue(image, id, releaseVersion), version, modified: at });
        images.set(name, describe(image, id, kubelet));
      }
      const byId = [...images.values()].map((image) => [image.ImageId, image] as const);
      return { facts, at, parameters: new Map(parameters), images: new Map(byId) };
    });
}

function kubeletOf({ releaseVersion }: NotedImage): string | undefined {
  return releaseVersion?.slice(0, releaseVersion.indexOf('-'));
}

function imageId({ imageName }: NotedImage, region: string): string {
  return `ami-${createHash('sha256').update(`${region}/${imageName}`).digest('hex').slice(0, 17)}`;
}

function parameterValue({ imageName }: NotedImage, id: string, releaseVersion: string): string {
  return JSON.stringify({
    schema_version: '2',
    image_id: id,
    image_name: imageName,
    release_version: releaseVersion,
  });
}
