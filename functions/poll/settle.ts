import { isDeepStrictEqual } from 'node:util';
import type { Announcement } from '../../shared/announce/announcement.ts';
import { nextDeadline } from '../../shared/announce/due.ts';
import { type ReleaseRecord, readImages, readRelease, writeRelease } from '../../shared/aws/records.ts';
import { writeReport } from '../../shared/aws/reports.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Problem } from '../../shared/problem.ts';
import { buildReport, tracksWithoutPackages } from '../../shared/report/build-report.ts';
import { assemble } from './assemble.ts';
import { askAt, complete } from './complete.ts';
import type { PollContext } from './context.ts';
import { correctionOf } from './correction-of.ts';
import { type Departures, departuresOf, rollbackNews } from './departures.ts';
import { describe } from './images/describe.ts';
import type { Heads } from './look.ts';
import { tell } from './tell.ts';

export interface Settled {
  readonly record: ReleaseRecord;
  readonly published: readonly Announcement[];
}

/** What a poll has found wrong so far. */
export interface Found {
  readonly problems: Problem[];
  /** Releases whose notes were not understood whole, or took something back. */
  readonly unparsed: ReleaseTag[];
}

/**
 * Brings one release as far as it can go now, and says when there is more to do. What is wrong with its notes is added to the
 * problems as soon as they were read: no later poll reads them again, so it must not be lost with a step that fails after that.
 */
export async function settle(
  context: PollContext,
  release: ReleaseTag,
  heads: ReadonlyMap<string, Heads>,
  found: Found,
): Promise<Settled | undefined> {
  const { stream, table } = context;
  const stored = await readRelease(table, stream, release);
  // The index may name what the table does not have (yet): nothing is owed by a release that is not there.
  if (stored === undefined) return undefined;
  const images = await readImages(table, stream, release);
  const departures = departuresOf(context, stored.value, images, heads);
  const completion = await complete(context, takenBack(stored.value, departures));
  found.problems.push(...completion.problems);
  if (completion.unparsed === true) found.unparsed.push(release);
  const described = await describe(context, completion.record, images);
  const completed = described.record;
  found.problems.push(...described.problems);
  // Before anything is said of it: what cannot be stored would otherwise be said again at every poll.
  const { revision } =
    completed === stored.value
      ? stored
      : await writeRelease(table, completed, context.now(), stored.revision);
  const { awaited, input } = await assemble(context, completed, images, heads, departures.returned);
  const entries = await context.entries();
  const report = buildReport(input, entries);
  await writeReport(table, report, context.now());

  const rollback = rollbackNews(completed, departures, context.now());
  const correction = correctionOf(completed, input, report, entries);
  const known = {
    ...forgetting(completed),
    ...(isIncomplete(completed, tracksWithoutPackages(input)) ? { incomplete: true as const } : {}),
    ...(correction === undefined || completed.replaced === undefined ? {} : { replaced: completed.replaced }),
    ...(rollback.told === undefined ? {} : { rolledBack: rollback.told }),
  };
  const held = isHeld(context, known, awaited);
  const { published, record } = await tell(
    context,
    known,
    report,
    { correction, held, rollback },
    found.problems,
  );
  const times = [
    held && isHeld(context, record, awaited) ? context.now() : undefined,
    nextDeadline(record, context.limits),
    askAt(context, record, completion.nextAt),
    rollbackNews(record, departures, context.now()).dueAt,
  ];
  const dueAt = earliest(times);
  // What is still due now stands in the index as it is.
  if (!isDeepStrictEqual(record, completed) || dueAt === undefined || dueAt > context.now())
    await writeRelease(table, record, dueAt, revision);
  return { record, published };
}

function takenBack(record: ReleaseRecord, { everywhere }: Departures): ReleaseRecord {
  return everywhere && record.status !== 'withdrawn'
    ? { ...record, status: 'withdrawn', withdrawnBy: 'parameters' }
    : record;
}

/** The record without what follows from the images, the report and the heads of this poll. */
function forgetting({
  incomplete: _,
  replaced: __,
  rolledBack: ___,
  ...record
}: ReleaseRecord): ReleaseRecord {
  return record;
}

/** Whether notes that can still be edited leave out tracks that have images. */
function isIncomplete({ details, status }: ReleaseRecord, unknown: readonly unknown[]): boolean {
  return status === 'detailed' && details?.hash !== undefined && unknown.length > 0;
}

/**
 * Whether a release whose packages are known waits for the one that its tracks came from: told in the wrong order, the older
 * one's changes would be the last that people hear. It waits no longer than details are waited for.
 */
function isHeld(
  { limits, now }: PollContext,
  record: ReleaseRecord,
  awaited: readonly ReleaseTag[],
): boolean {
  const waited = now().getTime() - Date.parse(record.detectedAt);
  const first = record.status === 'detailed' && record.announced['new-release'] === undefined;
  return first && awaited.length > 0 && waited < limits.pendingAfterMs;
}

function earliest(times: readonly (Date | undefined)[]): Date | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.toSorted((a, b) => a.getTime() - b.getTime())[0];
}
