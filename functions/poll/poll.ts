import type { Announcement } from '../../shared/announce/announcement.ts';
import { boundedMap } from '../../shared/aws/bounded-map.ts';
import { openReleases, type ReleaseRecord } from '../../shared/aws/records.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Problem } from '../../shared/problem.ts';
import type { PollContext } from './context.ts';
import { type Detection, detect } from './detect.ts';
import { look } from './look.ts';
import { settle } from './on-news.ts';
import type { Settled } from './settle.ts';
import { configuredPlan, plan } from './watch/plan.ts';
import type { Glance } from './watch/round.ts';
import { watch } from './watch/watch.ts';

/** Regions that are looked at at once: enough to be quick over all of them, few enough for the smallest function's memory. */
const regionsAtOnce = 8;

/** What one poll found and did. */
export interface PollResult {
  /** Releases that were worked on, with the status that they have now. */
  readonly releases: readonly Pick<ReleaseRecord, 'release' | 'status'>[];
  readonly published: readonly Announcement[];
  /** Releases that were worked on, and whose details have not come yet: they are looked for again on their schedule. */
  readonly waiting: readonly ReleaseTag[];
  /** Regions that could not be looked at, or not whole. */
  readonly failedRegions: readonly string[];
  /** Releases whose notes were not understood whole, or took something back. */
  readonly unparsed: readonly ReleaseTag[];
  readonly problems: readonly Problem[];
}

/**
 * Reads the parameters, completes the open releases whose time has come, announces what is due. Each step takes its work from the table, so
 * a run that dies anywhere is carried on by the next one; and one Region or release that fails leaves the others alone.
 */
export async function poll(configured: PollContext): Promise<PollResult> {
  const problems: Problem[] = [];
  const attempt = attempting(problems);
  const planned =
    (await attempt('watch-unread', configured.stream, () => plan(configured))) ?? configuredPlan(configured);
  const context = { ...configured, tracks: planned.watched };
  const sights = await boundedMap(context.regions, regionsAtOnce, (region) =>
    attempt('region-failed', region, () => look({ ...context, tracks: planned.tracks }, region)),
  );
  const seen: Detection[] = [];
  const unread = new Set<string>();
  const glances: Glance[] = [];
  for (const sight of sights) {
    if (sight === undefined) continue;
    problems.push(...sight.problems);
    if (sight.unread > 0) unread.add(sight.region);
    const detection = await attempt('region-failed', sight.region, () => detect(context, sight));
    if (detection === undefined) continue;
    seen.push(detection);
    glances.push({ region: sight.region, heads: detection.heads, whole: sight.problems.length === 0 });
  }

  const open = await openReleases(context.table, context.stream, context.now());
  // The index lags behind the table: what was touched just now may not be in it yet.
  const due = [...new Set([...open, ...seen.flatMap(({ touched }) => touched)])].sort();
  const heads = new Map(seen.map(({ region, heads }) => [region, heads]));
  const results: Settled[] = [];
  const unparsed: ReleaseTag[] = [];
  for (const release of due) {
    const settled = await attempt('release-failed', release, () =>
      settle(context, release, heads, { problems, unparsed }),
    );
    if (settled !== undefined) results.push(settled);
  }
  const found: Announcement[] = [];
  await watch(context, planned, glances, { published: found, problems }, attempt);
  return {
    releases: results.map(({ record: { release, status } }) => ({ release, status })),
    published: [...results.flatMap(({ published }) => published), ...found],
    failedRegions: context.regions.filter((region) => !heads.has(region) || unread.has(region)),
    unparsed,
    waiting: results.filter(({ record }) => record.status === 'detected').map(({ record }) => record.release),
    problems,
  };
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
