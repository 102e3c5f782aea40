import { createHandler as createFeedHandler } from '../../functions/feed/handler.ts';
import { startHttpApi } from '../../infra/local/http-api.ts';
import { invocationContext } from '../../infra/local/invoke.ts';
import { type RecordedInstant, recordedInstants } from '../../infra/local/recorded-parameters.ts';
import type { Announcement } from '../../shared/announce/announcement.ts';
import { renderText } from '../../shared/announce/text.ts';
import { recordedReleases } from '../../shared/history/recorded-releases.ts';
import { readRecord } from '../../shared/packages/recorded-history/read-record.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import { describeProblem, type Problem } from '../../shared/problem.ts';
import { compareSeverities, type ReportSeverity } from '../../shared/report/severity.ts';
import { styleFor, widthOf } from '../style.ts';
import { exitCodes, UsageError } from '../usage-error.ts';
import { startProgress } from './progress.ts';
import { renderSummary } from './summary.ts';
import { startWatcher, type Watcher } from './watcher.ts';

export interface ReplayOptions {
  readonly from: ReleaseTag;
  readonly to: ReleaseTag;
  /** Ends after the replay instead of serving the feed. */
  readonly once: boolean;
  /** One announcement a line on standard output, and nothing else there. */
  readonly json: boolean;
  /** Every check, step and link of a finding, instead of the first of each. */
  readonly full: boolean;
  readonly port: number;
  readonly data?: string;
  readonly failOn?: ReportSeverity;
}

const region = 'us-east-1';

/** What a replay has seen. */
export interface Replayed {
  readonly instants: readonly RecordedInstant[];
  readonly announcements: readonly Announcement[];
  readonly problems: readonly Problem[];
  readonly elapsedMs: number;
}

/** Replays recorded releases through the poll that runs in Lambda, and tells what it announces. Gives the exit code. */
export async function replay(options: ReplayOptions): Promise<number> {
  const window = windowOf(options.from, options.to);
  const announcements: Announcement[] = [];
  const progress = startProgress(process.stderr, window.length);
  const tell = tellTo(process.stdout, options);
  const watcher = await startWatcher({
    region,
    tracks: [...new Set(window.flatMap(({ facts }) => facts.images.map(({ track }) => track)))],
    ...(options.data === undefined ? {} : { dataDir: options.data }),
    tell: (announcement) => {
      announcements.push(announcement);
      progress.clear();
      tell(announcement);
    },
  });
  try {
    if (!options.json) process.stdout.write(introductionOf(window));
    const replayed = await replayWindow(watcher, window, announcements, progress.step);
    progress.clear();
    const problems = options.json ? process.stderr : process.stdout;
    for (const problem of replayed.problems) problems.write(`Problem: ${describeProblem(problem)}\n`);
    if (!options.json)
      process.stdout.write(renderSummary(replayed, widthOf(process.stdout), styleFor(process.stdout)));
    if (!options.once && !options.json) await serveFeed(watcher, options.port);
    const { failOn } = options;
    const found =
      failOn !== undefined && announcements.some(({ severity }) => compareSeverities(severity, failOn) <= 0);
    return found ? exitCodes.found : exitCodes.ok;
  } finally {
    progress.clear();
    await watcher.stop();
  }
}

/** The recorded instants from one release to another, both included. */
export function windowOf(from: ReleaseTag, to: ReleaseTag): readonly RecordedInstant[] {
  if (from > to)
    throw new UsageError(`--from ${from} is newer than --to ${to}. Give the older release first.`);
  const facts = recordedReleases.map((record) => readRecord(record).facts);
  const instants = recordedInstants(facts, region);
  return instants.filter(({ facts: { release } }) => release >= from && release <= to);
}

/** Polls at every instant that the table has not been through; the first one on a new table is the baseline. */
export async function replayWindow(
  watcher: Watcher,
  window: readonly RecordedInstant[],
  announcements: readonly Announcement[],
  step: (release: ReleaseTag, done: number, announced: number) => void = () => {},
): Promise<Replayed> {
  const started = performance.now();
  const problems: Problem[] = [];
  const position = await watcher.position();
  // The newest release that the table knows is polled again: a run that was killed may have left it unfinished.
  const ahead = window.filter(({ facts }) => position === undefined || facts.release >= position);
  for (const [index, instant] of ahead.entries()) {
    step(instant.facts.release, window.length - ahead.length + index, announcements.length);
    problems.push(...(await watcher.pollAt(instant)).problems);
  }
  return { instants: window, announcements, problems, elapsedMs: performance.now() - started };
}

function tellTo(
  stream: NodeJS.WriteStream,
  { full, json }: ReplayOptions,
): (announcement: Announcement) => void {
  if (json) return (announcement) => stream.write(`${JSON.stringify(announcement)}\n`);
  const style = styleFor(stream);
  const most = full ? Number.POSITIVE_INFINITY : 1;
  return (announcement) =>
    stream.write(`\n${renderText(announcement, { width: widthOf(stream), style, most })}`);
}

function introductionOf(window: readonly RecordedInstant[]): string {
  const [first, last] = [window[0]?.facts.release, window.at(-1)?.facts.release];
  return `Replaying ${window.length} releases, ${first} to ${last}, through the deployed poll.\n`;
}

/** Serves the feed until the process is asked to end. */
async function serveFeed({ context }: Watcher, port: number): Promise<void> {
  const { entries, table } = context;
  const handler = createFeedHandler(() => ({ entries, table }));
  const api = await startHttpApi((event) => handler(event, invocationContext('feed')), port);
  process.stdout.write(`\nJSON feed: ${api.url}/feed.json   (Ctrl-C ends)\n`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await api.stop();
}
