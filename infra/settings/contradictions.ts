import type { Settings } from './schema.ts';

/** Two settings, each right by itself, that cannot both hold. */
export interface Contradiction {
  readonly key: keyof Settings;
  readonly why: string;
}

/** What the poll refuses at its first start is refused before the deployment. */
export function contradictionsIn({
  detailsGiveUpAfterDays: days,
  detailsPendingAfterMinutes: minutes,
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
  if (days * 1440 <= minutes)
    found.push({
      key: 'detailsGiveUpAfterDays',
      why: `${days} days are not longer than detailsPendingAfterMinutes, ${minutes} minutes.`,
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
