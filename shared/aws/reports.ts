import type { ReleaseTag, Stream } from '../parameters/release-tag.ts';
import type { Report } from '../report/report.ts';
import { openWork } from './records.ts';
import { getItem, putItem, queryIndexSince, queryItems, type Table } from './table.ts';

/** Writes a report when it says something that the stored one does not, with the time of that beside it. */
export async function writeReport(table: Table, report: Report, now: Date): Promise<void> {
  const key = { pk: `REPORTS#${report.stream}`, sk: report.release };
  const stored = await getItem<string>(table, key);
  const text = JSON.stringify(report);
  if (stored?.value === text) return;
  const changedAt = now.toISOString();
  const place = { openWork: changesOf(report.stream), openSince: changedAt };
  await putItem(table, key, text, stored?.revision ?? 0, { changedAt, ...place });
}

/** Where reports stand in the index, by the time at which they last came to say something else. */
function changesOf(stream: Stream): string {
  return `CHANGES#${stream}`;
}

/** The releases whose reports changed at or after an instant. The index lags behind the table by moments. */
export function changedReports(table: Table, stream: Stream, since: Date): Promise<readonly ReleaseTag[]> {
  return queryIndexSince(table, openWork, changesOf(stream), since.toISOString()) as Promise<
    readonly ReleaseTag[]
  >;
}

export async function readReport(
  table: Table,
  stream: Stream,
  release: ReleaseTag,
): Promise<Report | undefined> {
  const stored = await getItem<string>(table, { pk: `REPORTS#${stream}`, sk: release });
  return stored === undefined ? undefined : (JSON.parse(stored.value) as Report);
}

/** The newest reports, newest release first. */
export async function latestReports(table: Table, stream: Stream, limit: number): Promise<readonly Report[]> {
  const texts = await queryItems<string>(table, `REPORTS#${stream}`, { newestFirst: true, limit });
  return texts.map((text) => JSON.parse(text) as Report);
}
