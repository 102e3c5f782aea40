import { DescribeLaunchTemplateVersionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  DescribeNodegroupCommand,
  EKSClient,
  type Nodegroup,
  paginateListClusters,
  paginateListNodegroups,
} from '@aws-sdk/client-eks';
import type { LaunchTemplate, LaunchTemplateId, ManagedNodeGroup } from '../setups/managed-node-group.ts';
import { clientOptions, type LocalServices } from './clients.ts';
import { AwsError, translating } from './errors.ts';

/**
 * What is read of the account in one Region. What AWS says is not there is `undefined`.
 *
 * All of them throw AwsError when AWS does not answer.
 */
export interface AccountRegion {
  readonly clusters: () => Promise<readonly string[]>;
  readonly nodeGroups: (cluster: string) => Promise<readonly string[] | undefined>;
  readonly nodeGroup: (cluster: string, name: string) => Promise<ManagedNodeGroup | undefined>;
  readonly launchTemplate: (wanted: LaunchTemplateId) => Promise<LaunchTemplate | undefined>;
}

/** EKS describes one node group a call, and throttles: eight tries give it half a minute. */
const patient = { maxAttempts: 8 };

export function accountRegion(region: string, local?: LocalServices): AccountRegion {
  const eks = new EKSClient({ ...clientOptions('eks', local), ...patient, region });
  const ec2 = new EC2Client({ ...clientOptions('ec2', local), ...patient, region });
  const paging = { client: eks, stopOnSameToken: true };
  return {
    clusters: () =>
      translating('eks:ListClusters', async () => {
        const names: string[] = [];
        for await (const { clusters = [] } of paginateListClusters(paging, {})) names.push(...clusters);
        return names;
      }),
    nodeGroups: (clusterName) =>
      unlessGone(isGoneFromEks, 'eks:ListNodegroups', async () => {
        const names: string[] = [];
        for await (const { nodegroups = [] } of paginateListNodegroups(paging, { clusterName }))
          names.push(...nodegroups);
        return names;
      }),
    nodeGroup: (clusterName, nodegroupName) =>
      unlessGone(isGoneFromEks, 'eks:DescribeNodegroup', async () => {
        const { nodegroup } = await eks.send(new DescribeNodegroupCommand({ clusterName, nodegroupName }));
        return nodegroup === undefined ? undefined : readNodeGroup(clusterName, nodegroupName, nodegroup);
      }),
    launchTemplate: ({ id, version }) =>
      unlessGone(isGoneFromEc2, 'ec2:DescribeLaunchTemplateVersions', async () => {
        const wanted = { LaunchTemplateId: id, Versions: [version] };
        const { LaunchTemplateVersions: found = [] } = await ec2.send(
          new DescribeLaunchTemplateVersionsCommand(wanted),
        );
        const { TagSpecifications: _, UserData, ...data } = found[0]?.LaunchTemplateData ?? {};
        return found.length === 0 ? undefined : { ...(UserData ? { userData: UserData } : {}), data };
      }),
  };
}

function readNodeGroup(cluster: string, name: string, nodegroup: Nodegroup): ManagedNodeGroup {
  const { amiType, capacityType, diskSize, instanceTypes, launchTemplate, version } = nodegroup;
  const { id, name: called, version: used = '$Default' } = launchTemplate ?? {};
  return {
    cluster,
    name,
    ...(amiType === undefined ? {} : { amiType }),
    ...(version === undefined ? {} : { version }),
    ...(capacityType === undefined ? {} : { capacityType }),
    ...(diskSize === undefined ? {} : { diskSize }),
    ...(instanceTypes === undefined ? {} : { instanceTypes }),
    ...(id === undefined
      ? {}
      : { launchTemplate: { id, ...(called === undefined ? {} : { name: called }), version: used } }),
  };
}

const isGoneFromEks = (name: string) => name === 'ResourceNotFoundException';
const isGoneFromEc2 = (name: string) => /^InvalidLaunchTemplate(?:Id|Name)\.\w*NotFound/.test(name);

async function unlessGone<T>(
  isGone: (errorName: string) => boolean,
  operation: string,
  call: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await translating(operation, call);
  } catch (error) {
    const { cause } = error instanceof AwsError ? error : {};
    if (cause instanceof Error && isGone(cause.name)) return undefined;
    throw error;
  }
}
