import { createHash } from 'node:crypto';
import type { FleetSetup } from '../announce/fleet.ts';
import type { UnknownItemSchemaError } from './item-schema.ts';
import { listItems } from './listing.ts';
import { deleteItem, putItem, type Table } from './table.ts';

const partition = 'FLEET';

/** All of them are read and judged with an announcement: 1,000 take a second, and some 20 MB. */
export const mostSetups = 1000;

/** DynamoDB takes 400 KB with names and keys. */
const mostBytes = 380_000;

/** A setup is too big for an item of the table. */
export class FleetSetupTooBigError extends Error {
  override readonly name = 'FleetSetupTooBigError';
}

/** A setup of the fleet as it stands in the table. */
export interface KeptFleetSetup {
  readonly name: string;
  readonly revision: number;
  /** Throws what is wrong with the item. */
  readonly value: () => FleetSetup;
}

export interface KeptFleet {
  readonly setups: readonly KeptFleetSetup[];
  /** Those that another version of this program wrote, by name. */
  readonly refused: readonly UnknownItemSchemaError[];
}

/** The setups that were registered, by name. */
export async function readFleet(table: Table): Promise<KeptFleet> {
  const { items, refused } = await listItems<string>(table, partition, true);
  return {
    setups: items.map(({ revision, sortKey, value }) => ({
      name: sortKey,
      revision,
      value: () => JSON.parse(value()) as FleetSetup,
    })),
    refused,
  };
}

/**
 * Writes a setup over the revision that was read, or as a new one (`revision` 0).
 *
 * @throws FleetSetupTooBigError
 */
export async function writeFleetSetup(table: Table, setup: FleetSetup, revision: number): Promise<void> {
  const text = JSON.stringify(setup);
  const bytes = Buffer.byteLength(text);
  if (bytes > mostBytes) {
    throw new FleetSetupTooBigError(
      `${setup.name} takes ${Math.ceil(bytes / 1000)} kB, and the table keeps ${mostBytes / 1000} kB of a setup. Register the part of it that makes nodes.`,
    );
  }
  await putItem(table, { pk: partition, sk: setup.name }, text, revision);
}

export function removeFleetSetup(
  table: Table,
  { name, revision }: Pick<KeptFleetSetup, 'name' | 'revision'>,
): Promise<void> {
  return deleteItem(table, { pk: partition, sk: name }, revision);
}

/** Twelve digits tell a hundred entries' questions apart for ever. */
export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
