import type { Announcement } from '../../shared/announce/announcement.ts';
import { type DigestList, isDigestList, readDigestList } from '../../shared/announce/digest/list.ts';
import { boundedMap } from '../../shared/aws/bounded-map.ts';
import { readAnnouncements } from '../../shared/aws/records.ts';
import type { Problem } from '../../shared/problem.ts';
import type { DigestContext } from './context.ts';
import { takeTurn } from './take-turn.ts';

/** Lists that are served at once: SES lets a new account send one mail a second. */
const listsAtOnce = 2;

/** A digest that went out. */
export interface SentDigest {
  readonly list: string;
  readonly from: string;
  readonly to: string;
  readonly releases: number;
}

/** What one run did. */
export interface DigestResult {
  readonly sent: readonly SentDigest[];
  readonly problems: readonly Problem[];
}

/** One run: the context, and what all lists share. */
export interface Run extends DigestContext {
  /** Every announcement ever made, 20 KB each, read at most once in a run and only when some list is due. */
  readonly announcements: () => Promise<readonly Announcement[]>;
}

/**
 * Sends each list whose time has come the digest of what was announced since its last one. How far a list has come is in the
 * table, so that a run that dies, or never was, is made up for by the next. A run with nothing to send costs a call of SSM for ten
 * lists and a read for each, and writes nothing.
 */
export async function sendDigests(context: DigestContext): Promise<DigestResult> {
  const { stream, table } = context;
  const read = (await context.lists()).map(({ name, text }) => readDigestList(name, text));
  let announcements: Promise<readonly Announcement[]> | undefined;
  const run: Run = {
    ...context,
    announcements: () => {
      announcements ??= readAnnouncements(table, stream);
      return announcements;
    },
  };
  const turns = await boundedMap(read.filter(isDigestList), listsAtOnce, (list) => turnOf(run, list));
  return {
    sent: turns.flatMap(({ sent }) => sent),
    problems: [
      ...read.flatMap((one) => (isDigestList(one) ? [] : [one])),
      ...turns.flatMap(({ problems }) => problems),
    ],
  };
}

async function turnOf(run: Run, list: DigestList): Promise<DigestResult> {
  try {
    return await takeTurn(run, list);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const remedy = 'All other lists went on; the next run tries again.';
    return { sent: [], problems: [{ kind: 'digest-failed', subject: list.name, message, remedy }] };
  }
}
