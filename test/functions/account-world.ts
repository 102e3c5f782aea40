import { createContext } from '../../functions/account/context.ts';
import { AccountFailedError } from '../../functions/account/fail-when-problems.ts';
import { createHandler } from '../../functions/account/handler.ts';
import type { AccountResult } from '../../functions/account/read-account.ts';
import { invocationContext, scheduledEvent } from '../../infra/local/invoke.ts';
import type { StoredLaunchTemplate } from '../../infra/local/launch-templates.ts';
import type { FleetSetup } from '../../shared/announce/fleet.ts';
import { type KeptFleetSetup, readFleet } from '../../shared/aws/fleet.ts';
import type { LogEntry } from '../../shared/aws/log.ts';
import { startWorld, type World } from './world.ts';

/** A node group of a test: what EKS describes, and the launch template that it uses. */
export interface StoredNodeGroup {
  readonly amiType?: string;
  readonly version?: string;
  readonly diskSize?: number;
  readonly template?: StoredLaunchTemplate;
  /** `$Default` is one that EKS does not name. */
  readonly templateVersion?: '$Default';
}

/** The poll's world with an account in it, and the handler that reads the account. */
export interface AccountWorld extends World {
  /** The node groups of a Region from now on, by cluster and name. */
  readonly has: (region: string, clusters: Readonly<Record<string, Record<string, StoredNodeGroup>>>) => void;
  /** The handler with a scheduled event; what a failed run did is its result all the same. */
  readonly read: (
    regions?: readonly string[],
  ) => Promise<AccountResult & { readonly failed: boolean; readonly log: readonly LogEntry[] }>;
  readonly fleet: () => Promise<readonly KeptFleetSetup[]>;
  readonly names: () => Promise<readonly string[]>;
  /** A setup of the fleet as it is kept. */
  readonly setup: (name: string) => Promise<FleetSetup>;
}

export const emptyResolvConf = [
  '#!/bin/bash',
  'export REGISTRY_PASSWORD=hunter2-of-payments',
  ': > /etc/kubernetes/resolv.conf',
  "/etc/eks/bootstrap.sh payments --kubelet-extra-args '--resolv-conf=/etc/kubernetes/resolv.conf'",
].join('\n');
export const harmless = ['#!/bin/bash', '/etc/eks/bootstrap.sh search'].join('\n');
export const twoGroups = {
  payments: {
    blue: { template: { userData: emptyResolvConf } },
    green: { amiType: 'AL2023_x86_64_STANDARD' },
  },
};

/** Where the launch template of a node group is; each has one of its own. */
export const templateOf = (cluster: string, name: string) => `lt-${cluster}-${name}`;

export async function startAccountWorld(): Promise<AccountWorld> {
  const world = await startWorld();
  const { context, local } = world;
  const clusters = new Map<string, ReadonlyMap<string, ReadonlyMap<string, Record<string, unknown>>>>();
  const templates = new Map<string, ReadonlyMap<string, StoredLaunchTemplate>>();
  const fleet = async () => (await readFleet(context.table)).setups;
  return {
    ...world,
    fleet,
    names: async () => (await fleet()).map(({ name }) => name),
    setup: async (wanted) => {
      const found = (await fleet()).find(({ name }) => name === wanted);
      if (found === undefined) throw new RangeError(`There is no ${wanted}.`);
      return found.value();
    },
    has: (region, wanted) => {
      const groups = Object.entries(wanted).flatMap(([cluster, all]) =>
        Object.entries(all).map(([name, group]) => ({ cluster, name, ...group })),
      );
      const grouped = Map.groupBy(groups, ({ cluster }) => cluster);
      clusters.set(
        region,
        new Map(
          Object.keys(wanted).map((cluster) => [
            cluster,
            new Map((grouped.get(cluster) ?? []).map((group) => [group.name, describedGroup(group)])),
          ]),
        ),
      );
      templates.set(
        region,
        new Map(
          groups.flatMap(({ cluster, name, template, templateVersion = '3' }) =>
            template === undefined ? [] : [[`${templateOf(cluster, name)}:${templateVersion}`, template]],
          ),
        ),
      );
      local.eks.serve(clusters);
      local.ec2.serveTemplates(templates);
    },
    read: async (regions = ['eu-west-1']) => {
      const log: LogEntry[] = [];
      const config = { tableName: context.table.name, regions };
      const handler = createHandler(
        () => ({ ...createContext(config, local, context.now), table: context.table }),
        (entry) => log.push(entry),
      );
      try {
        const result = await handler(scheduledEvent(context.now()), invocationContext('account'));
        return { ...result, failed: false, log };
      } catch (error) {
        if (error instanceof AccountFailedError) return { ...error.result, failed: true, log };
        throw error;
      }
    },
  };
}

function describedGroup({
  amiType = 'AL2_x86_64',
  cluster,
  diskSize,
  name,
  template,
  templateVersion,
  version = '1.30',
}: StoredNodeGroup & { readonly cluster: string; readonly name: string }): Record<string, unknown> {
  return {
    amiType,
    version,
    releaseVersion: `${version}.2-20240729`,
    status: 'ACTIVE',
    capacityType: 'ON_DEMAND',
    ...(diskSize === undefined ? {} : { diskSize }),
    ...(template === undefined
      ? {}
      : {
          launchTemplate: {
            id: templateOf(cluster, name),
            name: `${cluster}-${name}`,
            ...(templateVersion === undefined ? { version: '3' } : {}),
          },
        }),
  };
}
