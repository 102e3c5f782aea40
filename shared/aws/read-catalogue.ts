import { lazily, type StoredRelease } from '../feed/catalogue.ts';
import { readRecordedRelease } from '../packages/recorded-history/codec.ts';
import type { ReleaseTag, Stream } from '../parameters/release-tag.ts';
import type { ReleaseRecord } from './records.ts';
import { parseReport } from './reports.ts';
import { listItems, type Table } from './table.ts';

/** Every release that has a report, as the feed needs it. Texts are parsed when they are asked for. */
export async function readStoredReleases(table: Table, stream: Stream): Promise<readonly StoredRelease[]> {
  const [reports, records] = await Promise.all([
    listItems<string>(table, `REPORTS#${stream}`),
    listItems<ReleaseRecord>(table, `RELEASE#${stream}`),
  ]);
  const recordOf = new Map(records.map((record) => [record.sortKey, record]));
  return reports.map(({ sortKey, value, revision, changedAt }) => {
    const release = sortKey as ReleaseTag;
    const record = recordOf.get(sortKey);
    return {
      release,
      report: lazily(() => parseReport(value)),
      details: lazily(() => {
        const details = record?.value.details;
        if (details === undefined) return undefined;
        return { facts: readRecordedRelease(details.recorded, release).facts, source: details.source };
      }),
      // The first report of a release changes nothing that anybody has read.
      changedAt: revision > 1 ? changedAt : undefined,
      revision: `${revision}.${record?.revision ?? 0}`,
    };
  });
}
