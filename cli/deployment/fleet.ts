import * as z from 'zod';
import type { FleetSetup } from '../../shared/announce/fleet.ts';
import { tableAt } from '../../shared/aws/clients.ts';
import { StaleWriteError } from '../../shared/aws/errors.ts';
import {
  FleetSetupTooBigError,
  type KeptFleetSetup,
  mostSetups,
  readFleet,
  removeFleetSetup,
  writeFleetSetup,
} from '../../shared/aws/fleet.ts';
import { readEnvironment } from '../../shared/aws/read-environment.ts';
import type { Table } from '../../shared/aws/table.ts';
import { nearest } from '../../shared/problem.ts';
import type { Gap } from '../../shared/setups/setup.ts';
import { reasonOf, UsageError } from '../usage-error.ts';
import { configured } from './context.ts';
import { findEnvironment } from './find-environment.ts';
import type { DeploymentChoice } from './reach.ts';
import { type ReadOptions, readFleetSetups } from './read-fleet-setups.ts';

const environmentSchema = z.object({ AMIWATCH_TABLE: z.string().min(3, 'is no name of a table') });

/** Options of every command that speaks to the table of a deployment. */
interface TableOptions extends DeploymentChoice {
  readonly table?: string;
}

/** The table that options, environment and stage name, with the credentials that the SDK finds. */
export async function tableOf(options: TableOptions): Promise<Table> {
  const environment = await findEnvironment('poll', options, { AMIWATCH_TABLE: options.table });
  const { AMIWATCH_TABLE: name } = configured(() =>
    readEnvironment('The environment', environmentSchema, environment),
  );
  return tableAt(name);
}

export interface Added {
  readonly setups: readonly FleetSetup[];
  /** Names that an earlier `add` under the same name had, and that are no longer there. */
  readonly removed: readonly string[];
  /** What could not be read. */
  readonly gaps: readonly Gap[];
}

/** Reads files to setups here, and keeps these in the table without what may be secret. What stood under their names is replaced. */
export async function addToFleet(
  table: Table,
  paths: readonly string[],
  reading: ReadOptions,
): Promise<Added> {
  const { gaps, setups } = await readFleetSetups(paths, reading);
  const { name } = reading;
  const names = new Set(setups.map((setup) => setup.name));
  const before = await readKept(table, (one) => names.has(one) || isOf(one, name));
  const kept = new Map(before.map((one) => [one.name, one]));
  const taken = before.find((one) => names.has(one.name) && isFromAccount(one));
  if (taken !== undefined) {
    throw new UsageError(`${taken.name} is a node group that is read from the account. Give another --name.`);
  }
  const stale = before.filter((one) => isOf(one.name, name) && !names.has(one.name) && !isFromAccount(one));
  const total = new Set([...kept.keys(), ...names]).size - stale.length;
  if (total > mostSetups) {
    throw new UsageError(
      `That would make ${total} setups, and a fleet has at most ${mostSetups}. Name the folders that make nodes.`,
    );
  }
  await asUsage(async () => {
    for (const setup of setups) await writeFleetSetup(table, setup, kept.get(setup.name)?.revision ?? 0);
    for (const one of stale) await removeFleetSetup(table, one);
  });
  return { setups, removed: stale.map((one) => one.name), gaps };
}

/** A line for each registered setup: its name, what it is, where it came from, and when it was read. */
export async function describeFleet(table: Table): Promise<readonly string[]> {
  const { refused, setups } = await readFleet(table);
  return [
    ...setups.map(describeKept),
    ...refused.map(({ message, sortKey }) => `${sortKey}  unreadable: ${message}`),
  ];
}

function describeKept({ name, value }: KeptFleetSetup): string {
  try {
    const { addedAt, origin, setup } = value();
    const { amiType, kind, kubernetes, operatingSystem, place } = setup;
    const of = [kind, amiType ?? operatingSystem, kubernetes].filter((word) => word !== undefined).join(' ');
    // What is read from the account every day is written only when it is another.
    if (origin !== undefined) return `${name}  ${of}  from the account, ${origin.region}  since ${addedAt}`;
    return `${name}  ${of}  ${place.file}:${place.line}  read ${addedAt}`;
  } catch (error) {
    return `${name}  unreadable: ${reasonOf(error)}`;
  }
}

/** What the table keeps of a setup, or of all that were registered under a name. */
export async function showFleet(table: Table, name: string): Promise<readonly FleetSetup[]> {
  const wanted = await keptUnder(table, name);
  try {
    return wanted.map(({ value }) => value());
  } catch (error) {
    throw new UsageError(
      `What is kept of ${JSON.stringify(name)} is unreadable: ${reasonOf(error)}. Add it again.`,
    );
  }
}

/** Takes a setup, or all that stand behind a name where none has it itself, out of the fleet; gives their names. */
export async function removeFromFleet(table: Table, name: string): Promise<readonly string[]> {
  const wanted = await keptUnder(table, name);
  await asUsage(async () => {
    for (const one of wanted) await removeFleetSetup(table, one);
  });
  return wanted.map((one) => one.name);
}

/**
 * What is registered under a name; that there is nothing is a mistake. A setup that was registered by hand under that very name wins over
 * what stands behind it: a cluster may be called the same, and its node groups are none of it.
 */
async function keptUnder(table: Table, name: string): Promise<readonly KeptFleetSetup[]> {
  const kept = await readKept(table, (one) => isOf(one, name));
  const own = kept.find((one) => one.name === name && !isFromAccount(one));
  const wanted = own === undefined ? kept.filter((one) => isOf(one.name, name)) : [own];
  if (wanted.length === 0) {
    const near = nearest(
      name,
      kept.map((one) => one.name),
    ).join(', ');
    throw new UsageError(
      `There is no setup ${JSON.stringify(name)}. ${near === '' ? 'None is registered yet.' : `Nearest: ${near}.`}`,
    );
  }
  return wanted;
}

/** What is registered, by name and revision. What a newer version wrote is not this one's to replace or remove. */
async function readKept(
  table: Table,
  isMeant: (name: string) => boolean,
): Promise<readonly KeptFleetSetup[]> {
  const { refused, setups } = await readFleet(table);
  const wanted = refused.find(({ sortKey }) => isMeant(sortKey));
  if (wanted !== undefined) throw new UsageError(wanted.message);
  return setups;
}

/** What cannot be read is not known to be. */
function isFromAccount({ value }: KeptFleetSetup): boolean {
  try {
    return value().origin !== undefined;
  } catch {
    return false;
  }
}

function isOf(kept: string, name: string | undefined): boolean {
  return name !== undefined && (kept === name || kept.startsWith(`${name}/`));
}

async function asUsage(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof FleetSetupTooBigError) throw new UsageError(error.message);
    if (!(error instanceof StaleWriteError)) throw error;
    throw new UsageError('Somebody else changed the fleet at the same time. Run it again.');
  }
}
