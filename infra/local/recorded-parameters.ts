import { createHash } from 'node:crypto';
import type { NotedImage, ReleaseFacts } from '../../shared/packages/facts.ts';
import { recommendedParameter } from '../../shared/parameters/parameter-name.ts';
import { tagDate } from '../../shared/parameters/release-tag.ts';
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
  return releases
    .filter(({ withdrawn }) => withdrawn === undefined)
    .map((facts) => {
      const at = new Date(`${tagDate(facts.release)}T12:00:00Z`);
      for (const image of facts.images) {
        // A parameter always has kubelet's version; where no record has it, there is nothing to show.
        if (image.releaseVersion === undefined) continue;
        const name = recommendedParameter(image.track);
        const version = (parameters.get(name)?.version ?? 0) + 1;
        parameters.set(name, { value: parameterValue(image, region), version, modified: at });
      }
      return { facts, at, parameters: new Map(parameters) };
    });
}

function parameterValue({ imageName, releaseVersion }: NotedImage, region: string): string {
  const digest = createHash('sha256').update(`${region}/${imageName}`).digest('hex');
  return JSON.stringify({
    schema_version: '2',
    image_id: `ami-${digest.slice(0, 17)}`,
    image_name: imageName,
    release_version: releaseVersion,
  });
}
