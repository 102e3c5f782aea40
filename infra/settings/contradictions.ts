import { partitionOf, regionsOf } from '../../shared/parameters/partitions.ts';
import type { Settings } from './schema.ts';

/** Two settings, each right by itself, that cannot both hold. */
export interface Contradiction {
  readonly key: keyof Settings;
  readonly why: string;
}

/** What the poll refuses at its first start is refused before the deployment. */
export function contradictionsIn({
  account,
  discovery,
  discoveryRegion,
  existingTableName,
  kubernetes,
  publicUrl,
  regions,
  removalPolicy,
  websubHub,
}: Settings): readonly Contradiction[] {
  const found: Contradiction[] = [];
  if (discovery === 'on' && kubernetes !== undefined)
    found.push({
      key: 'discovery',
      why: 'is on, and kubernetes lists all minors to watch: leave one of the two out.',
    });
  if (discoveryRegion !== undefined && !regions.includes(discoveryRegion))
    found.push({
      key: 'discoveryRegion',
      why: `${discoveryRegion} is not one of regions: ${regions.join(', ')}.`,
    });
  const unknown = regions.filter((region) => partitionOf(region) === undefined);
  if (unknown.length > 0)
    found.push({
      key: 'regions',
      why: `${unknown.join(', ')}: no such Region is known here. There are ${Object.values(regionsOf).flat().join(', ')}.`,
    });
  else if (new Set(regions.map(partitionOf)).size > 1)
    found.push({
      key: 'regions',
      why: `they belong to more than one partition, and credentials of one count in no other: ${regions.map((region) => `${region} (${partitionOf(region)})`).join(', ')}. Deploy once in each.`,
    });
  const [home] = regions.map(partitionOf);
  const abroad = (account?.regions ?? []).filter((region) => partitionOf(region) !== home);
  if (unknown.length === 0 && abroad.length > 0)
    found.push({
      key: 'account',
      why: `${abroad.join(', ')}: no such Region is known in ${home}, the partition of regions, where the stack is.`,
    });
  if (websubHub !== undefined && publicUrl === undefined)
    found.push({
      key: 'websubHub',
      why: 'is set without publicUrl: a hub knows a feed by its address alone, so it has to be told the one that readers use.',
    });
  if (removalPolicy === 'delete' && existingTableName !== undefined)
    found.push({
      key: 'removalPolicy',
      why: 'is delete, and existingTableName is set: the table that the stack may have made itself would be deleted by this very deployment. Leave removalPolicy out.',
    });
  return found;
}
