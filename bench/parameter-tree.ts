import { recordedInstants } from '../infra/local/recorded-parameters.ts';
import type { StoredParameter, StoredParameters } from '../infra/local/ssm-operations.ts';
import { recordedReleases } from '../shared/history/recorded-releases.ts';
import { readRecord } from '../shared/packages/recorded-history/read-record.ts';

/** All commercial Regions, those included that an account has to opt in to. */
export const commercialRegions: readonly string[] = [
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'ca-west-1', 'mx-central-1'],
  ...['sa-east-1', 'eu-central-1', 'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1'],
  ...['eu-west-2', 'eu-west-3', 'af-south-1', 'il-central-1', 'me-central-1', 'me-south-1', 'ap-east-1'],
  ...['ap-east-2', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-south-2'],
  ...['ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5'],
  ...['ap-southeast-6', 'ap-southeast-7'],
];

const leaves = ['image_id', 'image_name', 'release_version'] as const;
const facts = recordedReleases.map((record) => readRecord(record).facts);

/**
 * The tree of every Region as AWS keeps it: for each Kubernetes minor and AMI type that there ever was, the recommended
 * image and a pinned one for each release, and of each the JSON parent and a parameter a fact. AMI ids of recommended images
 * are the Region's own; the pinned ones, which no poll reads, are shared, for the sake of this machine's memory.
 */
export function parameterTrees(): ReadonlyMap<string, StoredParameters> {
  const pinned = pinnedParameters();
  return new Map(
    commercialRegions.map((region): [string, StoredParameters] => {
      const recommended = recordedInstants(facts, region).at(-1)?.parameters ?? new Map();
      return [region, new Map([...pinned, ...[...recommended].flatMap(withLeaves)])];
    }),
  );
}

function pinnedParameters(): readonly (readonly [string, StoredParameter])[] {
  return recordedInstants(facts, 'us-east-1').flatMap(({ at, parameters }) =>
    [...parameters]
      .filter(([, { modified }]) => modified === at)
      .flatMap(([name, parameter]) => {
        const { image_name: image } = JSON.parse(parameter.value) as { readonly image_name: string };
        return withLeaves([name.replace(/recommended$/, image), { ...parameter, version: 1 }]);
      }),
  );
}

function withLeaves([name, parameter]: readonly [string, StoredParameter]): readonly [
  string,
  StoredParameter,
][] {
  const value = JSON.parse(parameter.value) as Readonly<Record<(typeof leaves)[number], string>>;
  return [
    [name, parameter],
    ...leaves.map((leaf): [string, StoredParameter] => [
      `${name}/${leaf}`,
      { ...parameter, value: value[leaf] },
    ]),
  ];
}
