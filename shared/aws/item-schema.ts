import { addRisksToAnnouncement, addRisksToReport } from './migrations/add-risks.ts';

/** Makes of a value of one schema the value of the next one. Pure, and right for every value that was ever kept under that schema. */
type Migration = (value: unknown) => unknown;

/**
 * By kind of item, which is its partition key up to the first `#`, the way from schema 1 to the one of today, step by step. Each kind
 * counts its own: a change to reports does not keep an older version of this program from reading what a Region pointed to.
 */
const migrations: Readonly<Record<string, readonly Migration[]>> = {
  ANNOUNCEMENTS: [addRisksToAnnouncement],
  REPORTS: [addRisksToReport],
};

/** An item was written by a version of this program that this one does not know. */
export class UnknownItemSchemaError extends Error {
  override readonly name = 'UnknownItemSchemaError';
  readonly sortKey: string;

  constructor(message: string, sortKey: string) {
    super(message);
    this.sortKey = sortKey;
  }
}

function migrationsOf(pk: string): readonly Migration[] {
  return migrations[pk.split('#', 1)[0] ?? ''] ?? [];
}

/** The schema of the items under this key, as they are written. */
export function schemaOf(pk: string): number {
  return migrationsOf(pk).length + 1;
}

/** Refuses an item of a schema that this version does not know, by name. */
export function refusalOf({
  pk,
  schema,
  sk,
}: Readonly<Record<string, unknown>>): UnknownItemSchemaError | undefined {
  const newest = schemaOf(String(pk));
  if (typeof schema === 'number' && Number.isInteger(schema) && schema >= 1 && schema <= newest)
    return undefined;
  return new UnknownItemSchemaError(
    `Item ${String(pk)} ${String(sk)} has schema ${String(schema)}, and this version reads ${newest}. Deploy the version that wrote it, or a newer one.`,
    String(sk),
  );
}

/**
 * An item's value as it is today. An older one is brought up to date in memory; the next write of the item keeps it so.
 *
 * @throws UnknownItemSchemaError
 */
export function currentValue(item: Readonly<Record<string, unknown>>): unknown {
  const refusal = refusalOf(item);
  if (refusal !== undefined) throw refusal;
  const steps = migrationsOf(String(item['pk'])).slice(Number(item['schema']) - 1);
  return steps.reduce((value, migrate) => migrate(value), item['value']);
}
