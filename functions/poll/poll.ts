import { announce } from '../../shared/announce/announce.ts';
import type { Announcement } from '../../shared/announce/announcement.ts';
import { dueAnnouncement, owesWork } from '../../shared/announce/due.ts';
import { boundedMap } from '../../shared/aws/bounded-map.ts';
import { publish } from '../../shared/aws/publish.ts';
import {
  keepAnnouncement,
  openReleases,
  type ReleaseRecord,
  readRelease,
  writeRelease,
  writeReport,
} from '../../shared/aws/records.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Problem } from '../../shared/problem.ts';
import { buildReport } from '../../shared/report/build-report.ts';
import { assemble, isLeftEverywhere } from './assemble.ts';
import { complete } from './complete.ts';
import type { PollContext } from './context.ts';
import { type Detection, detect } from './detect.ts';
import { describe } from './images/describe.ts';
import { type Heads, look } from './look.ts';

/** Regions that are looked at at once: enough to be quick over all of them, few enough for the smallest function's memory. */
const regionsAtOnce = 8;

/** What one poll found and did. */
export interface PollResult {
  /** Releases that were worked on, with the status that they have now. */
  readonly releases: readonly Pick<ReleaseRecord, 'release' | 'status'>[];
  readonly published: readonly Announcement[];
  /** Releases whose details have not come yet: the next poll looks again. */
  readonly waiting: readonly ReleaseTag[];
  readonly problems: readonly Problem[];
}

/**
 * Reads the parameters, completes the open releases, announces what is due. Each step takes its work from the table, so
 * a run that dies anywhere is carried on by the next one; and one Region or release that fails leaves the others alone.
 */
export async function poll(context: PollContext): Promise<PollResult> {
  const problems: Problem[] = [];
  const attempt = attempting(problems);
  const sights = await boundedMap(context.regions, regionsAtOnce, (region) =>
    attempt('region-failed', region, () => look(context, region)),
  );
  const seen: Detection[] = [];
  for (const sight of sights) {
    if (sight === undefined) continue;
    problems.push(...sight.problems);
    const detection = await attempt('region-failed', sight.region, () => detect(context, sight));
    if (detection !== undefined) seen.push(detection);
  }

  const open = await openReleases(context.table, context.stream);
  // The index lags behind the table: what was touched just now may not be in it yet.
  const due = [...new Set([...open, ...seen.flatMap(({ touched }) => touched)])].sort();
  const heads = new Map(seen.map(({ region, heads }) => [region, heads]));
  const results: Settled[] = [];
  for (const release of due) {
    const settled = await attempt('release-failed', release, () => settle(context, release, heads, problems));
    if (settled !== undefined) results.push(settled);
  }
  return {
    releases: results.map(({ record: { release, status } }) => ({ release, status })),
    published: results.flatMap(({ published }) => published),
    waiting: results.filter(({ record }) => record.status === 'detected').map(({ record }) => record.release),
    problems,
  };
}

interface Settled {
  readonly record: ReleaseRecord;
  readonly published: readonly Announcement[];
}

/**
 * Brings one release as far as it can go now. What is wrong with its notes is added to the problems as soon as they were read:
 * no later poll reads them again, so it must not be lost with a step that fails after that.
 */
async function settle(
  context: PollContext,
  release: ReleaseTag,
  heads: ReadonlyMap<string, Heads>,
  problems: Problem[],
): Promise<Settled | undefined> {
  const stored = await readRelease(context.table, context.stream, release);
  // The index may name what the table does not have (yet): nothing is owed by a release that is not there.
  if (stored === undefined) return undefined;
  const left = stored.value.status !== 'withdrawn' && (await isLeftEverywhere(context, release, heads));
  const read: ReleaseRecord = left
    ? { ...stored.value, status: 'withdrawn', withdrawnBy: 'parameters' }
    : stored.value;
  const { record: noted, problems: unread } = await complete(context, read);
  problems.push(...unread);
  const { record: completed, problems: undescribed } = await describe(context, noted);
  problems.push(...undescribed);
  // Before anything is said of it: what cannot be stored would otherwise be said again at every poll.
  const { revision } =
    completed === stored.value ? stored : await writeRelease(context.table, completed, true, stored.revision);
  const { awaited, input } = await assemble(context, completed, heads);
  const report = buildReport(input, context.entries);
  await writeReport(context.table, report);

  const published: Announcement[] = [];
  const due = (record: ReleaseRecord) =>
    isHeld(context, record, awaited) ? undefined : dueAnnouncement(record, context.now(), context.limits);
  let record = completed;
  for (let kind = due(record); kind !== undefined; kind = due(record)) {
    const made = announce(report, kind, context.entries, context.now(), record.round);
    const kept = await keepAnnouncement(context.table, made);
    await publish(context.sns, context.topicArn, kept);
    published.push(kept);
    record = { ...record, announced: { ...record.announced, [kind]: kept.status } };
  }
  const owes = isHeld(context, record, awaited) || owesWork(record, context.now(), context.limits);
  if (record !== completed || !owes) await writeRelease(context.table, record, owes, revision);
  return { record, published };
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

/** Turns what one item throws into a problem with that item. */
function attempting(problems: Problem[]) {
  return async <T>(kind: string, subject: string, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      problems.push({
        kind,
        subject,
        message,
        remedy: 'Everything else went on; the next poll tries again.',
      });
      return undefined;
    }
  };
}
