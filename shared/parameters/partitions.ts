/**
 * The Regions that there are, by the partition that they belong to. Accounts, ARNs and credentials of one partition count in no other, so
 * that a deployment watches Regions of its own alone. A Region that AWS opens later is added here.
 */
export const regionsOf = {
  aws: [
    'af-south-1',
    'ap-east-1',
    'ap-east-2',
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-south-2',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-3',
    'ap-southeast-4',
    'ap-southeast-5',
    'ap-southeast-6',
    'ap-southeast-7',
    'ca-central-1',
    'ca-west-1',
    'eu-central-1',
    'eu-central-2',
    'eu-north-1',
    'eu-south-1',
    'eu-south-2',
    'eu-west-1',
    'eu-west-2',
    'eu-west-3',
    'il-central-1',
    'me-central-1',
    'me-south-1',
    'mx-central-1',
    'sa-east-1',
    'us-east-1',
    'us-east-2',
    'us-west-1',
    'us-west-2',
  ],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
  'aws-us-gov': ['us-gov-east-1', 'us-gov-west-1'],
} as const;

export type Partition = keyof typeof regionsOf;

/** The partition of a Region; `undefined` of one that is not known. */
export function partitionOf(region: string): Partition | undefined {
  const found = Object.entries(regionsOf).find(([, regions]) => regions.some((one) => one === region));
  return found?.[0] as Partition | undefined;
}
