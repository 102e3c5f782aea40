import { boundedMap } from '../../../shared/aws/bounded-map.ts';
import { readParameters } from '../../../shared/aws/read-parameters.ts';
import { readHeads } from '../../../shared/aws/records.ts';
import { recommendedParameter } from '../../../shared/parameters/parameter-name.ts';
import { isProblem, readImage } from '../../../shared/parameters/read-image.ts';
import { type Check, type Finding, fail, ok, warn } from '../check.ts';
import type { Deployment } from '../deployment.ts';

const atOnce = 8;

/**
 * Each Region's parameters as they are now, beside those that polls have seen. A poll without news writes nothing, so that no table
 * says when a Region was read last: that nothing has moved since is what shows it.
 */
export const regionsCheck: Check<Deployment> = {
  name: 'Regions',
  remedy: 'See docs/runbook.md#region-stale.',
  look: (deployment) => boundedMap(deployment.regions, atOnce, (region) => lookAt(deployment, region)),
};

async function lookAt({ deliver: { table }, ssmIn }: Deployment, region: string): Promise<Finding> {
  const heads = Object.values((await readHeads(table, region))?.value.heads ?? {});
  if (heads.length === 0)
    return fail(
      `${region}: no poll has seen it yet.`,
      'Wait for the next poll; then docs/runbook.md#poll-failed.',
    );
  const known = heads.filter(({ vanished }) => vanished !== true);
  const { failed, values } = await readParameters(
    ssmIn(region),
    known.map(({ track }) => recommendedParameter(track)),
  );
  if (failed[0] !== undefined)
    return fail(`${region}: ${failed[0].error.message}`, 'See docs/runbook.md#region-stale.');
  const moved = known.filter(({ imageId, track }) => {
    const value = values.get(recommendedParameter(track));
    const image = value === undefined ? undefined : readImage(track, value);
    return image === undefined || isProblem(image) || image.imageId !== imageId;
  });
  return moved.length === 0
    ? ok(`${region}: ${known.length} tracks, as Parameter Store has them.`)
    : warn(
        `${region}: ${moved.length} of ${known.length} tracks have moved since the last poll.`,
        'The next poll notices it; if this is said again in ten minutes, see docs/runbook.md#region-stale.',
      );
}
