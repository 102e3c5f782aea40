import { lazily, type StoredRelease } from '../feed/catalogue.ts';
import { readRecordedRelease } from '../packages/recorded-history/codec.ts';
import type { ReleaseTag, Stream } from '../parameters/release-tag.ts';
import type { Report } from '../report/report.ts';
import { boundedMap } from './bounded-map.ts';
import type { UnknownItemSchemaError } from './item-schema.ts';
import { type Listed, type Listing, listItem, listItems } from './listing.ts';
import type { ReleaseRecord } from './records.ts';
import { changedReports } from './reports.ts';
import type { Table } from './table.ts';

/** Clocks differ, a write can be tried again, and the index lags by moments: what changed so long before the last read is asked for again. */
const overlapMs = 300_000;
/**
 * Reports are some megabytes, and more each year: to read them once a minute would cost more each year, and four times a day
 * costs nothing to speak of. It brings in what no report says, like an image's release version in notes that were edited.
 */
const usualWholeEveryMs = 6 * 3_600_000;
/** Releases change one by one, save where a poll makes the open ones anew. */
const readsAtOnce = 8;

export interface CatalogueReading {
  readonly wholeEveryMs?: number | undefined;
  /** Told of items that this version cannot read: of their releases something is missing, and of no other. */
  readonly refuse: (refusal: UnknownItemSchemaError) => void;
}

/**
 * Every release that has a report, as the feed needs it. Gives a function that reads all of them at first, and then only those
 * that changed since: a read that finds nothing new is one query of the index.
 */
export function storedReleases(
  table: Table,
  stream: Stream,
  { refuse, wholeEveryMs = usualWholeEveryMs }: CatalogueReading,
): (now: Date) => Promise<readonly StoredRelease[]> {
  let known: ReadonlyMap<ReleaseTag, StoredRelease> | undefined;
  let [readAt, wholeAt] = [0, 0];
  return async (now) => {
    const isWhole = known === undefined || now.getTime() - wholeAt >= wholeEveryMs;
    const [reports, records] = isWhole
      ? await readAll(table, stream)
      : await readChanged(table, stream, new Date(readAt - overlapMs));
    for (const refusal of [...reports.refused, ...records.refused]) refuse(refusal);
    const recordOf = new Map(records.items.map((record) => [record.sortKey, record]));
    const found = reports.items.map((report) => storedRelease(report, recordOf.get(report.sortKey)));
    const before = known ?? new Map();
    // What was parsed of a release stays parsed while it is the same.
    const kept = found.map((each) => {
      const old = before.get(each.release);
      return [each.release, old?.revision === each.revision ? old : each] as const;
    });
    known = new Map([...(isWhole ? [] : before), ...kept]);
    readAt = now.getTime();
    if (isWhole) wholeAt = readAt;
    return [...known.values()].sort((a, b) => (a.release < b.release ? -1 : 1));
  };
}

type Stored = readonly [reports: Listing<string>, records: Listing<ReleaseRecord>];

function readAll(table: Table, stream: Stream): Promise<Stored> {
  return Promise.all([
    listItems<string>(table, `REPORTS#${stream}`),
    listItems<ReleaseRecord>(table, `RELEASE#${stream}`),
  ]);
}

async function readChanged(table: Table, stream: Stream, since: Date): Promise<Stored> {
  const tags = await changedReports(table, stream, since);
  const read = <T>(partition: string) =>
    boundedMap(tags, readsAtOnce, (sk) => listItem<T>(table, { pk: `${partition}#${stream}`, sk }));
  const [reports, records] = await Promise.all([read<string>('REPORTS'), read<ReleaseRecord>('RELEASE')]);
  return [together(reports), together(records)];
}

function together<T>(listings: readonly Listing<T>[]): Listing<T> {
  return {
    items: listings.flatMap(({ items }) => items),
    refused: listings.flatMap(({ refused }) => refused),
  };
}

/** Texts are parsed when they are asked for. */
function storedRelease(
  { changedAt, revision, sortKey, value }: Listed<string>,
  record: Listed<ReleaseRecord> | undefined,
): StoredRelease {
  const release = sortKey as ReleaseTag;
  return {
    release,
    report: lazily(() => JSON.parse(value()) as Report),
    details: lazily(() => {
      const details = record?.value().details;
      if (details === undefined) return undefined;
      return { facts: readRecordedRelease(details.recorded, release).facts, source: details.source };
    }),
    // The first report of a release changes nothing that anybody has read.
    changedAt: revision > 1 ? changedAt : undefined,
    revision: `${revision}.${record?.revision ?? 0}`,
  };
}
