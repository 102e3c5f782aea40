import { setTimeout as sleep } from 'node:timers/promises';
import type { PollResult } from '../../functions/poll/poll.ts';
import type { Announcement } from '../../shared/announce/announcement.ts';
import { reasonOf } from '../usage-error.ts';
import { introduce, watchedIn } from './introduction.ts';
import type { LiveWatcher } from './live-watcher.ts';
import { startNews } from './news.ts';
import { refuseWhenDenied } from './permission.ts';

/** How the watcher speaks. */
export interface Voice {
  /** A line that stays. */
  readonly say: (text: string) => void;
  /** A line that the next one takes the place of. */
  readonly show: (text: string) => void;
  readonly tell: (announcements: readonly Announcement[]) => void;
}

export interface Rhythm {
  readonly once?: boolean;
  readonly interval: number;
  /** Where the store is, to be said. */
  readonly store: string;
}

/** A poll can die anywhere without harm, so that whoever wants it to end waits no longer than this. */
const lastPollMs = 3_000;

/** Polls once, or until it is asked to stop. Gives whether the last poll was without a problem. */
export async function pollOn(
  { context, poll }: LiveWatcher,
  { interval, once, store }: Rhythm,
  { say, show, tell }: Voice,
  stop: AbortSignal,
): Promise<boolean> {
  const before = await watchedIn(context);
  const news = startNews();
  let introduced = false;
  for (let first = true; ; first = false) {
    const started = Date.now();
    show(`${instant()} polling …`);
    const result = await unlessStopped(attempted(poll), stop);
    if (result === undefined) return true;
    if (first) refuseWhenDenied(result.problems, context.regions);
    const watched = introduced ? before : await watchedIn(context);
    if (!introduced && watched.newest !== undefined) {
      // A run from cron that goes on has nothing to say while there is nothing new: each word would be a mail.
      if (!once || before.newest === undefined) {
        say(introduce(watched, before));
        say(`Kept in ${store}.${once ? '' : ' Ctrl-C ends.'}`);
      }
      introduced = true;
    }
    for (const text of news(result)) say(`${instant()} ${text}`);
    tell(result.published);
    if (once) return result.problems.length === 0;
    // A poll that took longer than that is followed by the next one at once.
    const restMs = Math.max(0, started + interval - Date.now());
    show(`${instant()} polled, next at ${instant(new Date(Date.now() + restMs))}`);
    await sleep(restMs, undefined, { signal: stop }).catch(() => {});
    if (stop.aborted) return true;
  }
}

/** To the minute, in the time that everything else here is in. */
export function instant(at = new Date()): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** A poll that fails whole is a problem like others; the next one goes on from the table. */
async function attempted(poll: LiveWatcher['poll']): Promise<PollResult> {
  try {
    return await poll();
  } catch (error) {
    const remedy = 'The next poll goes on from the store.';
    const problem = { kind: 'poll-failed', subject: 'the poll', message: reasonOf(error), remedy };
    const nothing = { releases: [], published: [], failedRegions: [], unparsed: [], waiting: [] };
    return { ...nothing, problems: [problem] };
  }
}

async function unlessStopped<T>(work: Promise<T>, stop: AbortSignal): Promise<T | undefined> {
  const stopped = new Promise<undefined>((resolve) => {
    const soon = () => setTimeout(resolve, lastPollMs, undefined).unref();
    if (stop.aborted) soon();
    else stop.addEventListener('abort', soon, { once: true });
  });
  const result = await Promise.race([work, stopped]);
  return stop.aborted ? undefined : result;
}
