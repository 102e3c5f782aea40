import { lazily, type StoredRelease } from '../feed/catalogue.ts';
import { readRecordedRelease } from '../packages/recorded-history/codec.ts';
import type { ReleaseTag, Stream } from '../parameters/release-tag.ts';
import type { Report } from '../report/report.ts';
import type { UnknownItemSchemaError } from './item-schema.ts';
import type { ReleaseRecord } from './records.ts';
import { listItems, type Table } from './table.ts';

export interface StoredReleases {
  readonly releases: readonly StoredRelease[];
  /** Items that this version cannot read: of their releases something is missing, and of no other. */
  readonly refused: readonly UnknownItemSchemaError[];
}

/** Every release that has a report, as the feed needs it. Texts are parsed when they are asked for. */
export async function readStoredReleases(table: Table, stream: Stream): Promise<StoredReleases> {
  const [reports, records] = await Promise.all([
    listItems<string>(table, `REPORTS#${stream}`),
    listItems<ReleaseRecord>(table, `RELEASE#${stream}`),
  ]);
  const recordOf = new Map(records.items.map((record) => [record.sortKey, record]));
  const releases = reports.items.map(({ changedAt, revision, sortKey, value }) => {
    const release = sortKey as ReleaseTag;
    const record = recordOf.get(sortKey);
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
  });
  return { releases, refused: [...reports.refused, ...records.refused] };
}
