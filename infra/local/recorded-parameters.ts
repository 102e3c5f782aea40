import { createHash } from 'node:crypto';
import type { NotedImage, ReleaseFacts } from '../../shared/packages/facts.ts';
import { recommendedParameter } from '../../shared/parameters/parameter-name.ts';
import { tagDate } from '../../shared/parameters/release-tag.ts';
import { minorOf, type Track } from '../../shared/parameters/track.ts';
import type { StoredParameter, StoredParameters } from './ssm-operations.ts';

/** The recorded history as Parameter Store would have shown it. */
export interface RecordedInstant {
  readonly facts: ReleaseFacts;
  /** When the parameters changed. The history knows a release's date, not the hour: it is noon in UTC. */
  readonly at: Date;
  /** By parameter name, everything that the Region answers from then on. */
  readonly parameters: StoredParameters;
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
  // Four releases of 2021 do not give kubelet's version for a minor: it is then shown as it was, because a parameter
  // always has one.
  const kubelets = new Map<Track, string>();
  return releases
    .filter(({ withdrawn }) => withdrawn === undefined)
    .map((facts) => {
      const at = new Date(`${tagDate(facts.release)}T12:00:00Z`);
      for (const image of facts.images) {
        const name = recommendedParameter(image.track);
        const version = (parameters.get(name)?.version ?? 0) + 1;
        const kubelet = kubeletOf(image) ?? kubelets.get(image.track) ?? `${minorOf(image.track)}.0`;
        kubelets.set(image.track, kubelet);
        const releaseVersion = image.releaseVersion ?? `${kubelet}-${image.imageName.slice(-8)}`;
        parameters.set(name, { value: parameterValue(image, releaseVersion, region), version, modified: at });
      }
      return { facts, at, parameters: new Map(parameters) };
    });
}

function kubeletOf({ releaseVersion }: NotedImage): string | undefined {
  return releaseVersion?.slice(0, releaseVersion.indexOf('-'));
}

function parameterValue({ imageName }: NotedImage, releaseVersion: string, region: string): string {
  const digest = createHash('sha256').update(`${region}/${imageName}`).digest('hex');
  return JSON.stringify({
    schema_version: '2',
    image_id: `ami-${digest.slice(0, 17)}`,
    image_name: imageName,
    release_version: releaseVersion,
  });
}
