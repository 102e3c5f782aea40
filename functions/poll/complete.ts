import type { ReleaseDetails, ReleaseRecord } from '../../shared/aws/records.ts';
import type { Document } from '../../shared/packages/details.ts';
import { packagesOf } from '../../shared/packages/packages.ts';
import { readers } from '../../shared/packages/readers.ts';
import { recordRelease } from '../../shared/packages/recorded-history/codec.ts';
import type { Problem } from '../../shared/problem.ts';
import type { PollContext } from './context.ts';

export interface Completion {
  readonly record: ReleaseRecord;
  readonly problems: readonly Problem[];
}

/** Looks for the details of a release that has none; after the limit they are called unavailable, which is not "no change". */
export async function complete(context: PollContext, record: ReleaseRecord): Promise<Completion> {
  if (record.status !== 'detected') return { record, problems: [] };
  const { document, problems } = await findDocument(context, record);
  if (document !== undefined) {
    const { facts, problems: unread } = readers[document.source].read(document.text, record.release);
    problems.push(...unread);
    if (facts.withdrawn !== undefined) return { record: { ...record, status: 'withdrawn' }, problems };
    if (facts.cells.length > 0) {
      const details: ReleaseDetails = {
        source: document.source,
        url: document.url,
        recorded: JSON.stringify(recordRelease(facts)),
        problems: [...unread, ...packagesOf(facts).problems],
      };
      return { record: { ...record, status: 'detailed', details }, problems: details.problems };
    }
  }
  const waited = context.now().getTime() - Date.parse(record.detectedAt);
  if (waited < context.limits.giveUpAfterMs) return { record, problems };
  return {
    record: { ...record, status: 'details-unavailable' },
    problems: [...problems, unavailable(record, waited)],
  };
}

async function findDocument(
  context: PollContext,
  { stream, release }: ReleaseRecord,
): Promise<{ document: Document | undefined; problems: Problem[] }> {
  const problems: Problem[] = [];
  for (const find of context.documents) {
    try {
      const document = await find(stream, release);
      if (document !== undefined) return { document, problems };
    } catch (error) {
      problems.push({
        kind: 'source-failed',
        subject: release,
        message: error instanceof Error ? error.message : String(error),
        remedy: 'The release stays open; the next poll asks again.',
      });
    }
  }
  return { document: undefined, problems };
}

function unavailable({ release }: ReleaseRecord, waitedMs: number): Problem {
  const days = Math.floor(waitedMs / 86_400_000);
  return {
    kind: 'details-unavailable',
    subject: release,
    message: `No source had its packages within ${days} days of the first sight of it.`,
    remedy: 'What changed in it is unknown; compare the images themselves before rolling nodes to it.',
  };
}
