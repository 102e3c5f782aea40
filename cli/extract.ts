import type { Cell } from '../shared/packages/facts.ts';
import { splitChangelog } from '../shared/packages/release-notes/changelog.ts';
import { readReleaseNotes } from '../shared/packages/release-notes/read.ts';
import type { ReleaseTag } from '../shared/parameters/release-tag.ts';
import type { AmiType, Minor } from '../shared/parameters/track.ts';
import type { Problem } from '../shared/problem.ts';
import { readChangelogEntry } from './history.ts';

/** One version that the notes give, in their own words. */
export interface ExtractedFact {
  readonly release: ReleaseTag;
  readonly kubernetesVersion: Minor;
  /** `*` where the notes do not tell AMI types apart. */
  readonly amiType: AmiType | '*';
  readonly package: string;
  readonly version: string;
}

/** What an extraction gives: releases in the order of the file, and all that could not be read. */
export interface Extraction {
  readonly releases: number;
  readonly facts: readonly ExtractedFact[];
  readonly problems: readonly Problem[];
}

/**
 * Every version in a changelog, or in the notes of the one release that is named. A package that the notes say an image
 * does not have is no line.
 */
export function extract(text: string, release?: ReleaseTag): Extraction {
  if (release !== undefined) {
    const { facts, problems } = readReleaseNotes(text, release);
    return { releases: 1, facts: facts.cells.flatMap((cell) => factOf(release, cell)), problems };
  }
  const { entries, problems } = splitChangelog(text);
  const read = entries.map(readChangelogEntry);
  return {
    releases: entries.length,
    facts: read.flatMap(({ facts }) => facts.cells.flatMap((cell) => factOf(facts.release, cell))),
    problems: [...problems, ...read.flatMap((entry) => entry.problems)],
  };
}

function factOf(release: ReleaseTag, cell: Cell): ExtractedFact[] {
  const { amiType, kubernetes, package: name, version } = cell;
  return version === undefined
    ? []
    : [{ release, kubernetesVersion: kubernetes, amiType, package: name, version }];
}
