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
 * The same changelog gives the same bytes. A release without packages is left out, and a problem of kind
 * `no-packages-known`, unless it was taken back: that is a fact in itself.
 */
export function importHistory(upstreamNotes: string): HistoryImport {
  const { entries, problems } = splitChangelog(upstreamNotes);
  const read = entries.map(readChangelogEntry);
  const releases = read
    .map(({ facts }) => facts)
    .filter(({ cells, withdrawn }) => cells.length > 0 || withdrawn !== undefined)
    .map(recordRelease)
    .sort((a, b) => compareText(a.release, b.release));
  return {
    json: `${JSON.stringify(releases, null, 1).replace(numbers, onOneLine)}\n`,
    problems: [...problems, ...read.flatMap((entry) => entry.problems)],
    releases: releases.length,
  };
}

/** Reads an entry with the status that its heading gives; problems have their lines in the changelog. */
export function readChangelogEntry(entry: ChangelogEntry): {
  readonly facts: ReleaseFacts;
  readonly problems: readonly Problem[];
} {
  const { facts, problems } = readReleaseNotes(entry.text, entry.release, entry.textLine);
  const { withdrawn } = entry;
  return { facts: withdrawn === undefined ? facts : { ...facts, withdrawn }, problems };
}

/** A list without braces: numbers of pull requests, and callouts, fill a line a release and not one each. */
const numbers = /\[[^[\]{}]*\]/g;

function onOneLine(list: string): string {
  return list.replace(/\s*\n\s*/g, ' ').replace(/^\[ | \]$/g, (bracket) => bracket.trim());
}
