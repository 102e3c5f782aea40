import {
  type Document,
  type FindDocument,
  SourceBlockedError,
  SourceUnavailableError,
} from '../../../shared/packages/details.ts';
import { documentLimit } from '../../../shared/packages/reading.ts';
import type { ReleaseTag } from '../../../shared/parameters/release-tag.ts';
import { quoted } from '../../../shared/problem.ts';
import { type Answer, exchange } from './exchange.ts';
import { blockedUntil } from './limits.ts';
import type { GithubMemory } from './memory.ts';
import { readGithubRelease } from './read-release.ts';
import { blockOf, etagFor, mayAsk, nextAskAt, type Outcome, type Question, remember } from './state.ts';

export interface GithubOptions {
  /** GitHub's API, without a slash at the end. */
  readonly endpoint?: string;
  /** Gives the token that requests bear: 5,000 an hour are answered with one, 60 without. */
  readonly token?: () => Promise<string>;
  readonly memory: GithubMemory;
  readonly now: () => Date;
  readonly timeoutMs?: number;
}

/** What an answer is: a document, none, or the one that was read. */
type Found = Document | 'none' | 'nothing-new';

/**
 * Looks for a release's notes at GitHub, by its tag. One request is under way at a time, at most five releases are asked for
 * in a poll, each on the schedule of `nextLookAt`; times that GitHub names are kept, also by later polls.
 *
 * @see https://docs.github.com/rest/releases/releases#get-a-release-by-tag-name
 */
export function findGithubNotes(options: GithubOptions): FindDocument {
  let last: Promise<unknown> = Promise.resolve();
  return (_stream, release, readHash, pace = 'soon') => {
    const turn = last.then(() => find(options, { release, readHash, pace }));
    last = turn.catch(() => undefined);
    return turn;
  };
}

async function find(options: GithubOptions, question: Question): ReturnType<FindDocument> {
  const { memory, now } = options;
  const { release, readHash } = question;
  const state = (await memory.read()) ?? { looks: {} };
  if (!mayAsk(state, question, now()))
    return { found: 'nothing-new', nextAt: nextAskAt(state, question, now()) };
  const block = blockOf(state, now());
  if (block !== undefined) throw new SourceBlockedError('GitHub', block);
  const etag = etagFor(state, question);
  const token = await options.token?.();

  const { found, outcome, until } = await ask(options, release, token, etag);
  const after = remember(state, release, outcome, now(), until);
  await memory.write(after);
  const refused = outcome.kind === 'refused' ? blockOf(after, now()) : undefined;
  if (refused !== undefined) throw new SourceBlockedError('GitHub', refused);
  if (found instanceof Error) throw found;
  if (typeof found === 'object' && found.hash !== readHash) return found;
  return { found: found === 'none' ? 'none' : 'nothing-new', nextAt: nextAskAt(after, question, now()) };
}

interface Asked {
  readonly found: Found | Error;
  readonly outcome: Outcome;
  readonly until: Date | undefined;
}

async function ask(
  { endpoint = 'https://api.github.com', now, timeoutMs = 10_000 }: GithubOptions,
  release: ReleaseTag,
  token: string | undefined,
  etag: string | undefined,
): Promise<Asked> {
  let until: Date | undefined;
  try {
    const answer = await exchange(
      `${endpoint}/repos/awslabs/amazon-eks-ami/releases/tags/${release}`,
      headersOf(token, etag),
      { timeoutMs, maxBytes: documentLimit },
    );
    until = blockedUntil(answer.status, answer.headers, now());
    if ([403, 429].includes(answer.status) && until !== undefined)
      return { found: 'none', outcome: { kind: 'refused' }, until };
    const found = foundIn(answer, release, etag);
    return { found, outcome: outcomeOf(found, answer), until };
  } catch (error) {
    if (!(error instanceof SourceUnavailableError)) throw error;
    return { found: error, outcome: { kind: 'failed' }, until };
  }
}

function headersOf(token: string | undefined, etag: string | undefined): Readonly<Record<string, string>> {
  // The message of a header that cannot be sent would quote it.
  if (token !== undefined && !/^[\x21-\x7e]{1,1000}$/.test(token))
    throw new SourceUnavailableError(
      'What is given as GitHub token is none: it has spaces or control marks.',
    );
  return {
    accept: 'application/vnd.github+json',
    'user-agent': 'amiwatch',
    'x-github-api-version': '2022-11-28',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
  };
}

function foundIn({ status, headers, text }: Answer, release: ReleaseTag, etag: string | undefined): Found {
  if (status === 404) return 'none';
  if (status === 304 && etag !== undefined) return 'nothing-new';
  if (status === 200) {
    const type = headers.get('content-type') ?? '';
    if (/^application\/([\w.-]+\+)?json\b/i.test(type)) return readGithubRelease(text, release) ?? 'none';
    throw new SourceUnavailableError(`GitHub answers ${release} with ${quoted(type)} and not with JSON.`);
  }
  throw new SourceUnavailableError(
    `GitHub answers ${release} with status ${status}${hintOf(status, headers)}`,
  );
}

function hintOf(status: number, headers: Headers): string {
  if (status === 401) return ': it does not accept the token.';
  if (status === 403) return ': it refuses the request, and not for a limit.';
  if (status >= 300 && status < 400)
    return `: it sends on to ${quoted(headers.get('location') ?? '')}, and redirects are not followed.`;
  return '.';
}

function outcomeOf(found: Found, { headers }: Answer): Outcome {
  if (found === 'nothing-new') return { kind: 'unchanged' };
  if (found === 'none') return { kind: 'none' };
  return { kind: 'document', hash: found.hash, etag: headers.get('etag') ?? undefined };
}
