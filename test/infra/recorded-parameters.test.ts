import { expect, test } from 'vitest';
import { recordedInstants } from '../../infra/local/recorded-parameters.ts';
import { recordedReleases } from '../../shared/history/recorded-releases.ts';
import type { ReleaseFacts } from '../../shared/packages/facts.ts';
import { readRecord } from '../../shared/packages/recorded-history/read-record.ts';
import { imageName } from '../../shared/parameters/image-name.ts';
import { recommendedParameter } from '../../shared/parameters/parameter-name.ts';
import { isProblem, readImage } from '../../shared/parameters/read-image.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';

const track = 'AL2_x86_64/1.15';

function factsOf(release: ReleaseTag, releaseVersion: string | undefined): ReleaseFacts {
  const images = [{ track, imageName: imageName(track, release), releaseVersion }] as const;
  return { stream: 'eks-amazon-linux', release, images, cells: [] };
}

function shown(...releases: readonly ReleaseFacts[]): readonly string[] {
  return recordedInstants(releases, 'us-east-1').map(({ parameters }) => {
    const { release_version } = JSON.parse(parameters.get(recommendedParameter(track))?.value ?? '{}');
    return release_version;
  });
}

test('kubelet is shown as it was where no record has its version', () => {
  const known = factsOf('v20210928', '1.15.12-20210928');
  const unknown = factsOf('v20211003', undefined);
  expect(shown(known, unknown)).toEqual(['1.15.12-20210928', '1.15.12-20211003']);
  expect(shown(unknown)).toEqual(['1.15.0-20211003']);
});

test('every parameter of every recorded instant is one that the poll can read', () => {
  const instants = recordedInstants(
    recordedReleases.map((record) => readRecord(record).facts),
    'us-east-1',
  );
  const problems = instants.flatMap(({ facts, parameters }) =>
    facts.images.flatMap(({ track }) => {
      const image = readImage(track, parameters.get(recommendedParameter(track))?.value ?? '');
      return isProblem(image) ? [image] : [];
    }),
  );
  expect(problems).toEqual([]);
});
