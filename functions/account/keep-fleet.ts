import { type FleetOrigin, type FleetSetup, fleetSetup } from '../../shared/announce/fleet.ts';
import { StaleWriteError } from '../../shared/aws/errors.ts';
import {
  fingerprint,
  type KeptFleetSetup,
  mostSetups,
  readFleet,
  removeFleetSetup,
  writeFleetSetup,
} from '../../shared/aws/fleet.ts';
import type { Table } from '../../shared/aws/table.ts';
import type { Problem } from '../../shared/problem.ts';
import type { AccountContext } from './context.ts';
import { type AccountReading, pathOf } from './read-region.ts';

/** Names in the fleet. */
export interface KeptNames {
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

/** A setup of the fleet as it was before this run; without a value where it cannot be read. */
interface Before extends Pick<KeptFleetSetup, 'name' | 'revision'> {
  readonly value: FleetSetup | undefined;
}

/**
 * Brings what the fleet has of the account up to date. What was registered by hand is never touched, nor what another version of this
 * program wrote; what could not be read stays.
 */
export async function keepFleet(
  context: AccountContext,
  { found, unread }: AccountReading,
): Promise<KeptNames & Pick<AccountReading, 'problems'>> {
  const { entries, now, regions, table } = context;
  const knowledge = { entries: await entries(), fingerprint };
  const { refused, setups } = await readFleet(table);
  const before = new Map(setups.map((kept) => [kept.name, valued(kept)]));
  const foreign = new Set(refused.map(({ sortKey }) => sortKey));
  const wanted = new Map(
    found.map(({ origin, setup }) => {
      const name = nameOf(origin, regions.size > 1);
      return [name, fleetSetup(name, setup, knowledge, now(), origin)];
    }),
  );
  const work = { written: [] as string[], removed: [] as string[], problems: [] as Problem[] };
  const overtaken = new Map<string, FleetSetup | undefined>();
  const attempt = async (name: string, done: string[], act: () => Promise<void>) => {
    try {
      await act();
      done.push(name);
    } catch (error) {
      if (error instanceof StaleWriteError) overtaken.set(name, wanted.get(name));
      else work.problems.push(notKept(name, error instanceof Error ? error.message : String(error)));
    }
  };
  const gone = [...before.values()].filter((kept) => isGone(kept, wanted, unread));
  let room = mostSetups - before.size - foreign.size + gone.length;
  for (const [name, setup] of wanted) {
    const kept = before.get(name);
    if (foreign.has(name)) {
      work.problems.push(newer(name));
    } else if (kept !== undefined && kept.value?.origin === undefined) {
      work.problems.push(taken(name));
    } else if (kept === undefined && room <= 0) {
      work.problems.push(full(name));
    } else if (kept === undefined || !isSame(kept.value, setup)) {
      if (kept === undefined) room -= 1;
      await attempt(name, work.written, () => writeFleetSetup(table, setup, kept?.revision ?? 0));
    }
  }
  // Last, so that what only has another name now is there all the time.
  for (const kept of gone) await attempt(kept.name, work.removed, () => removeFleetSetup(table, kept));
  return { ...work, problems: [...work.problems, ...(await stillOpen(table, overtaken))] };
}

/**
 * Problems of what somebody else wrote or removed meanwhile. Another run of this function finds what this one does: where it is kept as it
 * should be by now, or gone, all is well.
 */
async function stillOpen(
  table: Table,
  overtaken: ReadonlyMap<string, FleetSetup | undefined>,
): Promise<readonly Problem[]> {
  if (overtaken.size === 0) return [];
  const { refused, setups } = await readFleet(table);
  const now = new Map(setups.map((kept) => [kept.name, valued(kept)]));
  const foreign = new Set(refused.map(({ sortKey }) => sortKey));
  return [...overtaken].flatMap(([name, wanted]) => {
    const kept = now.get(name);
    const isAsWanted =
      wanted === undefined ? kept === undefined && !foreign.has(name) : isSame(kept?.value, wanted);
    return isAsWanted ? [] : [notKept(name, 'Somebody else changed it at the same time.')];
  });
}

/** The Region stands in the name where several are read, so that a name means one node group whatever else there is. */
function nameOf({ cluster, nodeGroup, region }: FleetOrigin, several: boolean): string {
  return several ? `${cluster}/${nodeGroup} (${region})` : `${cluster}/${nodeGroup}`;
}

function valued({ name, revision, value }: KeptFleetSetup): Before {
  try {
    return { name, revision, value: value() };
  } catch {
    return { name, revision, value: undefined };
  }
}

function isGone(
  { name, value }: Before,
  wanted: ReadonlyMap<string, unknown>,
  unread: readonly string[],
): boolean {
  if (value?.origin === undefined || wanted.has(name)) return false;
  const path = `${pathOf(value.origin)}/`;
  return !unread.some((part) => path.startsWith(`${part}/`));
}

/** When it was read says nothing of what it is. */
function isSame(kept: FleetSetup | undefined, setup: FleetSetup): boolean {
  return JSON.stringify({ ...setup, addedAt: kept?.addedAt }) === JSON.stringify(kept);
}

function notKept(name: string, message: string): Problem {
  const remedy = 'It stays in the fleet as it was; the next run tries again.';
  return { kind: 'fleet-setup-not-kept', subject: name, message, remedy };
}

function taken(name: string): Problem {
  return {
    kind: 'fleet-setup-taken',
    subject: name,
    message: 'Somebody registered a setup under this name, or it cannot be read: it is not replaced.',
    remedy: `\`npx amiwatch fleet remove\` takes it away; the next run then registers the account's.`,
  };
}

function newer(name: string): Problem {
  return {
    kind: 'fleet-setup-newer',
    subject: name,
    message: 'A newer version of amiwatch wrote the setup under this name: it is not replaced.',
    remedy: 'Deploy the version that wrote it, or a newer one.',
  };
}

function full(name: string): Problem {
  return {
    kind: 'fleet-full',
    subject: name,
    message: `A fleet has at most ${mostSetups} setups.`,
    remedy: 'Remove setups that are not needed, or name fewer Regions in the setting `account`.',
  };
}
