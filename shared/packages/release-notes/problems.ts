import type { Problem } from '../../problem.ts';

/** Takes one problem with the document that is being read. */
export type Report = (kind: string, place: string | undefined, message: string) => void;

/** A hostile document can break every one of its rows; a person reads a few. */
const problemLimit = 100;

const remedy =
  'What it says there counts as unknown. Read the release notes by hand, and teach the reader in shared/packages/release-notes.';

/** Gathers the problems of one document, at most 100 and then a word that there are more. */
export function gatherProblems(subject: string): {
  readonly report: Report;
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const report: Report = (kind, place, message) => {
    if (problems.length > problemLimit) return;
    const full = problems.length === problemLimit;
    problems.push({
      kind: full ? 'too-many-problems' : kind,
      subject,
      ...(place === undefined ? {} : { place }),
      message: full ? `There are more than ${problemLimit} problems; the rest is not listed.` : message,
      remedy,
    });
  };
  return { report, problems };
}
