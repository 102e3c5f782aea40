import type { ReleaseFacts } from '../shared/packages/facts.ts';
import { compareText } from '../shared/packages/reading.ts';
import { recordRelease } from '../shared/packages/recorded-history/codec.ts';
import { type ChangelogEntry, splitChangelog } from '../shared/packages/release-notes/changelog.ts';
import { readReleaseNotes } from '../shared/packages/release-notes/read.ts';
import type { Problem } from '../shared/problem.ts';

/** What an import gives: the history's JSON text, how many releases it has, and all that could not be read. */
export interface HistoryImport {
  readonly json: string;
  readonly problems: readonly Problem[];
  readonly releases: number;
}

/**
 * Makes the recorded history from the whole of upstream's changelog: oldest release first, a line a package version.
 * The same changelog gives the same bytes. Entries from before the HTML tables are problems of kind `format-not-read`.
 */
export function importHistory(upstreamNotes: string): HistoryImport {
  const { entries, problems } = splitChangelog(upstreamNotes);
  const read = entries.map(readEntry);
  const releases = read
    .flatMap(({ facts }) => (facts === undefined ? [] : [recordRelease(facts)]))
    .sort((a, b) => compareText(a.release, b.release));
  return {
    json: `${JSON.stringify(releases, null, 1)}\n`,
    problems: [...problems, ...read.flatMap((entry) => entry.problems)],
    releases: releases.length,
  };
}

function readEntry(entry: ChangelogEntry): { facts?: ReleaseFacts; problems: readonly Problem[] } {
  if (!entry.text.includes('<table')) return { problems: [formatNotRead(entry)] };
  const { facts, problems } = readReleaseNotes(entry.text, entry.release);
  const { withdrawn } = entry;
  return { facts: withdrawn === undefined ? facts : { ...facts, withdrawn }, problems };
}

function formatNotRead({ release, line }: ChangelogEntry): Problem {
  return {
    kind: 'format-not-read',
    subject: release,
    place: `line ${line}`,
    message: 'The entry has no tables: its format is older than v20231106.',
    remedy: 'The release is not in the history; nothing needs to be done.',
  };
}
