import { boundedMap } from '../../shared/aws/bounded-map.ts';
import type { Problem } from '../../shared/problem.ts';
import type { AccountContext } from './context.ts';
import { type KeptNames, keepFleet } from './keep-fleet.ts';
import { joined, readRegion } from './read-region.ts';

/** Regions that are read at once: each has limits of its own. */
const regionsAtOnce = 4;

/** What one run did. */
export interface AccountResult extends KeptNames {
  /** How many node groups were read. */
  readonly nodeGroups: number;
  readonly problems: readonly Problem[];
}

/**
 * Reads the node groups of the account, and keeps each as a setup of the fleet. Nothing is written before all is read; a run that dies
 * anywhere is made up for by the next. One that finds nothing new writes nothing.
 */
export async function readAccount(context: AccountContext): Promise<AccountResult> {
  const reading = await context.reading();
  const regions = [...context.regions];
  const read = joined(
    await boundedMap(regions, regionsAtOnce, ([name, region]) => readRegion(name, region, reading)),
  );
  const kept = await keepFleet(context, read);
  return {
    nodeGroups: read.found.length,
    written: kept.written,
    removed: kept.removed,
    problems: [...read.problems, ...kept.problems],
  };
}
