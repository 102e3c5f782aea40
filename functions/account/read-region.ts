import type { FleetOrigin } from '../../shared/announce/fleet.ts';
import type { AccountRegion } from '../../shared/aws/account.ts';
import { boundedMap } from '../../shared/aws/bounded-map.ts';
import type { Problem } from '../../shared/problem.ts';
import { managedNodeGroupSetup } from '../../shared/setups/managed-node-group.ts';
import type { ReaderContext } from '../../shared/setups/reader.ts';
import type { Setup } from '../../shared/setups/setup.ts';

/** A node group of the account, read. */
export interface FoundNodeGroup {
  readonly origin: FleetOrigin;
  readonly setup: Setup;
}

/** What was found, and what could not be read: of the latter nothing is known, and nothing of it is gone. */
export interface AccountReading {
  readonly found: readonly FoundNodeGroup[];
  /** `eu-west-1`, `eu-west-1/payments` or `eu-west-1/payments/blue`. */
  readonly unread: readonly string[];
  readonly problems: readonly Problem[];
}

const nothing: AccountReading = { found: [], unread: [], problems: [] };

/** What others of the account ask of EKS counts for the same limits: few at once leave them room. */
const groupsAtOnce = 4;

/** Reads every node group of a Region. One that fails, or a cluster, leaves the others as they are. */
export async function readRegion(
  name: string,
  region: AccountRegion,
  context: ReaderContext,
): Promise<AccountReading> {
  return unlessUnread(name, 'account-region-unread', async () => {
    const clusters = await region.clusters();
    const readings: AccountReading[] = [];
    for (const cluster of clusters) readings.push(await readCluster(name, region, cluster, context));
    return joined(readings);
  });
}

function readCluster(
  name: string,
  region: AccountRegion,
  cluster: string,
  context: ReaderContext,
): Promise<AccountReading> {
  return unlessUnread(`${name}/${cluster}`, 'account-cluster-unread', async () => {
    const groups = (await region.nodeGroups(cluster)) ?? [];
    return joined(
      await boundedMap(groups, groupsAtOnce, (nodeGroup) =>
        readNodeGroup({ region: name, cluster, nodeGroup }, region, context),
      ),
    );
  });
}

function readNodeGroup(
  origin: FleetOrigin,
  region: AccountRegion,
  context: ReaderContext,
): Promise<AccountReading> {
  return unlessUnread(pathOf(origin), 'account-node-group-unread', async () => {
    const group = await region.nodeGroup(origin.cluster, origin.nodeGroup);
    if (group === undefined) return nothing;
    const used = group.launchTemplate;
    const template = used === undefined ? undefined : await region.launchTemplate(used);
    return { ...nothing, found: [{ origin, setup: managedNodeGroupSetup(group, template, context) }] };
  });
}

export function pathOf({ cluster, nodeGroup, region }: FleetOrigin): string {
  return `${region}/${cluster}/${nodeGroup}`;
}

export function joined(readings: readonly AccountReading[]): AccountReading {
  return {
    found: readings.flatMap(({ found }) => found),
    unread: readings.flatMap(({ unread }) => unread),
    problems: readings.flatMap(({ problems }) => problems),
  };
}

async function unlessUnread(
  path: string,
  kind: string,
  read: () => Promise<AccountReading>,
): Promise<AccountReading> {
  try {
    return await read();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const remedy = 'What was registered of it stays as it is; the next run reads it again.';
    return { ...nothing, unread: [path], problems: [{ kind, subject: path, message, remedy }] };
  }
}
