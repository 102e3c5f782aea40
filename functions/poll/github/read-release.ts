import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type Document, SourceUnavailableError } from '../../../shared/packages/details.ts';
import type { Withdrawal } from '../../../shared/packages/facts.ts';
import { splitChangelog } from '../../../shared/packages/release-notes/changelog.ts';
import { type ReleaseTag, releaseNotesUrl } from '../../../shared/parameters/release-tag.ts';
import { type Problem, quoted } from '../../../shared/problem.ts';

/** What is used of GitHub's answer. */
const releaseSchema = z.object({
  tag_name: z.string(),
  name: z.string().nullable(),
  body: z.string().nullish(),
  draft: z.boolean(),
});

/**
 * The notes in GitHub's answer, or `undefined` while they are a draft or empty. A pre-release counts: upstream writes the
 * notes first, and takes the mark away when all Regions have the images.
 *
 * @throws SourceUnavailableError when the answer is no release, or another one.
 */
export function readGithubRelease(text: string, release: ReleaseTag): Document | undefined {
  const read = releaseSchema.safeParse(parse(text));
  if (!read.success) {
    const wrong = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
    throw new SourceUnavailableError(
      `GitHub's answer for ${release} is no release (${quoted(wrong)}): ${quoted(text)}.`,
    );
  }
  const { tag_name: tag, name, body, draft } = read.data;
  if (tag !== release)
    throw new SourceUnavailableError(`GitHub's answer for ${release} is the release ${quoted(tag)}.`);
  // A name is one line of text: it must not bring headings of its own.
  const title = (name ?? '').replace(/\s+/g, ' ').trim();
  const notes = (body ?? '').replace(/\r\n?/g, '\n');
  const { withdrawn, problems } = readTitle(title, release);
  if (draft || (notes.trim() === '' && withdrawn === undefined)) return undefined;
  return {
    source: 'release-notes',
    text: notes,
    url: releaseNotesUrl(release),
    // The title is in it: a recall is an edit of the title alone.
    hash: createHash('sha256').update(`# ${title}\n${notes}`).digest('hex'),
    ...(withdrawn === undefined ? {} : { withdrawn }),
    problems,
  };
}

/** A title is a heading of the changelog. The tag says which release it is, so a title that nobody knows is no obstacle. */
function readTitle(
  title: string,
  release: ReleaseTag,
): { readonly withdrawn?: Withdrawal; readonly problems: readonly Problem[] } {
  if (title === '' || title === release) return { problems: [] };
  const { entries, problems } = splitChangelog(`# ${title}`);
  const [entry] = entries;
  const odd = problems.map((problem) => ({ ...problem, subject: release, place: 'title' }));
  if (entry?.release === release) {
    const { withdrawn } = entry;
    return { ...(withdrawn === undefined ? {} : { withdrawn }), problems: odd };
  }
  return { problems: odd.length > 0 ? odd : [otherTitle(title, release)] };
}

function otherTitle(title: string, release: ReleaseTag): Problem {
  return {
    kind: 'unknown-title',
    subject: release,
    place: 'title',
    message: `The release is called ${quoted(title)}; its notes are read, and it counts as good.`,
    remedy: `Look at ${releaseNotesUrl(release)}: whether it was taken back is in its title.`,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
