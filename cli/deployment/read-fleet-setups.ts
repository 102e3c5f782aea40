import { type FleetSetup, fleetSetup } from '../../shared/announce/fleet.ts';
import { fingerprint } from '../../shared/aws/fleet.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import type { Gap } from '../../shared/setups/setup.ts';
import { readFiles } from '../check/read-files.ts';
import { setupsOf } from '../check/setups-of.ts';
import { UsageError } from '../usage-error.ts';
import { nameSetups } from './name-setups.ts';

export interface ReadOptions {
  readonly name?: string | undefined;
  readonly cwd: string;
  readonly now: Date;
}

/** What a fleet keeps of files: their setups without what may be secret, and what could not be read. Nothing is asked of AWS. */
export async function readFleetSetups(
  paths: readonly string[],
  { cwd, name, now }: ReadOptions,
): Promise<{ readonly setups: readonly FleetSetup[]; readonly gaps: readonly Gap[] }> {
  const { faults, files, gaps } = await readFiles(paths, cwd);
  const found = setupsOf(files).map(({ setup }) => setup);
  if (faults.length > 0) throw new Error(`amiwatch failed to read ${faults.join(', ')}.`);
  if (found.length === 0) {
    const why = gaps[0] === undefined ? '' : ` ${gaps[0].place.file}: ${gaps[0].why}`;
    throw new UsageError(
      `There is no configuration of nodes, pods or images in ${paths.join(', ')}.${why} See docs/check.md.`,
    );
  }
  const knowledge = { entries: behaviourChanges, fingerprint };
  const setups = nameSetups(found, name).map(([own, setup]) => fleetSetup(own, setup, knowledge, now));
  return { setups, gaps: [...gaps, ...files.flatMap(({ reading }) => reading.gaps)] };
}
