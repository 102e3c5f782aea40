import { type RecordedInstant, recordedInstants } from '../../infra/local/recorded-parameters.ts';
import type { Announcement } from '../../shared/announce/announcement.ts';
import { recordedReleases } from '../../shared/history/recorded-releases.ts';
import { readRecord } from '../../shared/packages/recorded-history/read-record.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import { describeProblem, type Problem } from '../../shared/problem.ts';
import { compareSeverities, type ReportSeverity } from '../../shared/report/severity.ts';
import { counted } from '../counted.ts';
import { serveUntilAsked, startFeed } from '../serve.ts';
import { styleFor, widthOf } from '../style.ts';
import { type Telling, tellTo } from '../tell.ts';
import { exitCodes, UsageError } from '../usage-error.ts';
import { type Progress, startProgress } from './progress.ts';
import { renderSummary } from './summary.ts';
import { startWatcher, type Watcher } from './watcher.ts';

export interface ReplayOptions extends Telling {
  readonly from: ReleaseTag;
  readonly to: ReleaseTag;
  /** Ends after the replay instead of serving the feed. */
  readonly once?: boolean;
  readonly port?: number;
  readonly data?: string;
  readonly failOn?: ReportSeverity;
}

const region = 'us-east-1';

/** What a replay has seen. */
export interface Replayed {
  /** Releases that were polled, oldest first. */
  readonly polled: readonly ReleaseTag[];
  /** Whether the table was new, so that the first release is the baseline. */
  readonly fromBaseline: boolean;
  /** How many releases of the window the table had been through, or was past, before. */
  readonly behind: number;
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
  const stopping = leaveTidily(progress);
  try {
    // Before the replay, so that a port that is taken is known before there is anything to read.
    const feed =
      options.once || options.json ? undefined : await startFeed(watcher.context.table, options.port ?? 0);
    if (!options.json) process.stdout.write(introductionOf(window, options));
    const replayed = await replayWindow(watcher, window, announcements, progress.step);
    progress.clear();
    const problems = options.json ? process.stderr : process.stdout;
    for (const problem of replayed.problems) problems.write(`Problem: ${describeProblem(problem)}\n`);
    if (!options.json) {
      const layout = { width: widthOf(process.stdout), style: styleFor(process.stdout) };
      process.stdout.write(renderSummary(replayed, layout, options.full === true));
    }
    stopping.abort();
    if (feed !== undefined) await serveUntilAsked(feed);
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
  const facts = recordedReleases.map((record) => readRecord(record).facts);
  const withdrawn = facts.find(
    ({ release, withdrawn: how }) => how !== undefined && (release === from || release === to),
  );
  if (withdrawn !== undefined) {
    const { release, withdrawn: how } = withdrawn;
    throw new UsageError(
      `${release} was ${how} by AWS and never became the recommended image, so a replay cannot begin or end with it.`,
    );
  }
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
  const polled = ahead.map(({ facts }) => facts.release);
  const behind = window.length - ahead.length;
  for (const [index, instant] of ahead.entries()) {
    step(instant.facts.release, behind + index, announcements.length);
    problems.push(...(await watcher.pollAt(instant)).problems);
  }
  const again = position !== undefined && polled[0] === position ? 1 : 0;
  return {
    polled: polled.slice(again),
    fromBaseline: position === undefined,
    behind: behind + again,
    announcements,
    problems,
    elapsedMs: performance.now() - started,
  };
}

/** Leaves a whole line behind when the process is asked to end in the middle, with the exit code of that signal. */
function leaveTidily(progress: Progress): AbortController {
  const done = new AbortController();
  const leave = (code: number) => () => {
    progress.clear();
    process.exit(code);
  };
  const handlers = { SIGINT: leave(130), SIGTERM: leave(143) };
  process.once('SIGINT', handlers.SIGINT);
  process.once('SIGTERM', handlers.SIGTERM);
  done.signal.addEventListener('abort', () => {
    process.off('SIGINT', handlers.SIGINT);
    process.off('SIGTERM', handlers.SIGTERM);
  });
  return done;
}

function introductionOf(window: readonly RecordedInstant[], { from, to }: ReplayOptions): string {
  const withdrawn = recordedReleases.filter(
    ({ release, withdrawn: how }) => how !== undefined && release > from && release < to,
  );
  const without =
    withdrawn.length === 0
      ? ''
      : ` (without ${withdrawn.map(({ release }) => release).join(', ')}, which AWS took back)`;
  return `Replaying ${counted(window.length, 'release')}, ${from} to ${to}${without}, through the deployed poll.\n`;
}
