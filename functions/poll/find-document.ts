import type { ReleaseRecord } from '../../shared/aws/records.ts';
import { type Document, isDocument, type Pace, SourceBlockedError } from '../../shared/packages/details.ts';
import type { Problem } from '../../shared/problem.ts';
import type { PollContext } from './context.ts';

/** A source that takes no requests is waited for without a word this long; then a person has to hear of it. */
const quietBlockMs = 6 * 3_600_000;

/** What came of asking the sources. */
export interface Search {
  readonly document?: Document;
  /** A source that has had a document says that it has none. */
  readonly gone: boolean;
  /** When it is worth asking again, where the sources say so. */
  readonly nextAt?: Date;
  readonly problems: readonly Problem[];
}

/** The document that the release's facts come from, or the last one that was read and gave none. */
export function lastReadHash({ details, readHash }: ReleaseRecord): string | undefined {
  return readHash ?? details?.hash;
}

/** Asks the sources in their order, until one has a document that was not read yet. */
export async function findDocument(context: PollContext, record: ReleaseRecord, pace: Pace): Promise<Search> {
  const problems: Problem[] = [];
  const times: Date[] = [];
  let gone = false;
  for (const find of context.documents) {
    try {
      const found = await find(record.stream, record.release, lastReadHash(record), pace);
      if (isDocument(found)) {
        // Facts that came from a document which can be edited are not replaced by those of one that never changes.
        if (record.details !== undefined && found.hash === undefined) continue;
        return { document: found, gone: false, problems };
      }
      gone ||= found?.found === 'none';
      if (found !== undefined) times.push(found.nextAt);
    } catch (error) {
      times.push(retryAt(error, context.now()));
      if (!isWaitedFor(error, context.now())) problems.push(failed(record, error));
    }
  }
  const [nextAt] = times.toSorted((a, b) => a.getTime() - b.getTime());
  return { gone, problems, ...(nextAt === undefined ? {} : { nextAt }) };
}

/** After a failure the next poll asks; the source itself knows whether that is too early. */
function retryAt(error: unknown, now: Date): Date {
  if (!(error instanceof SourceBlockedError)) return now;
  const loud = new Date(error.since.getTime() + quietBlockMs);
  return loud > now && loud < error.until ? loud : error.until;
}

function isWaitedFor(error: unknown, now: Date): boolean {
  return error instanceof SourceBlockedError && now.getTime() - error.since.getTime() < quietBlockMs;
}

function failed({ release }: ReleaseRecord, error: unknown): Problem {
  return {
    kind: 'source-failed',
    subject: release,
    message: error instanceof Error ? error.message : String(error),
    remedy: 'The release stays open; a later poll asks again.',
  };
}
