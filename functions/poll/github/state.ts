import type { GithubLook, GithubState } from '../../../shared/aws/github-state.ts';
import type { Pace } from '../../../shared/packages/details.ts';
import type { ReleaseTag } from '../../../shared/parameters/release-tag.ts';
import { nextLookAt, nextTryAt } from './schedule.ts';

/** Releases that are asked for in one poll; with a poll every five minutes, 60 an hour, what GitHub gives without a token. */
const looksPerPoll = 5;
/** Shorter than the five minutes between two polls, longer than a poll. */
const pollMs = 4.5 * 60_000;
/** Releases whose looks are remembered: the ones looked for last. One is asked for over a month, so far fewer are in use. */
const maxLooks = 50;
const maxEtagLength = 200;

/** What a request told. */
export type Outcome =
  | { readonly kind: 'document'; readonly hash: string | undefined; readonly etag: string | undefined }
  | { readonly kind: 'unchanged' | 'none' | 'failed' | 'refused' };

/** Who asks, and how much they know. */
export interface Question {
  readonly release: ReleaseTag;
  readonly readHash: string | undefined;
  readonly pace: Pace;
}

/** Whether the release is due to be asked for, and this poll has a request left for it. */
export function mayAsk(state: GithubState, question: Question, now: Date): boolean {
  const recent = Object.values<GithubLook>(state.looks).filter(
    ({ lastAt }) => now.getTime() - Date.parse(lastAt) < pollMs,
  );
  const look = state.looks[question.release];
  if (recent.length >= looksPerPoll || (look !== undefined && recent.includes(look))) return false;
  return now >= nextAskAt(state, question, now);
}

/**
 * When the release is due to be asked for. A document that was found and that the caller does not know was lost on the way
 * to the table: it is due at the next poll.
 */
export function nextAskAt({ looks }: GithubState, { release, readHash, pace }: Question, now: Date): Date {
  const look = looks[release];
  if (look === undefined || (look.hash !== undefined && look.hash !== readHash)) return now;
  const lastAt = new Date(look.lastAt);
  return look.failures > 0
    ? nextTryAt(lastAt, look.failures)
    : nextLookAt(new Date(look.firstAt), lastAt, pace);
}

/** Since when and until when GitHub takes no requests, if that is so now. */
export function blockOf({ blocked }: GithubState, now: Date): { since: Date; until: Date } | undefined {
  if (blocked === undefined || now >= new Date(blocked.until)) return undefined;
  return { since: new Date(blocked.since), until: new Date(blocked.until) };
}

/** The ETag to ask with: only for the very document that the caller has read, or its text would be lost. */
export function etagFor({ looks }: GithubState, { release, readHash }: Question): string | undefined {
  const look = looks[release];
  return look?.hash !== undefined && look.hash === readHash ? look.etag : undefined;
}

/** What is to be remembered after a request. */
export function remember(
  state: GithubState,
  release: ReleaseTag,
  outcome: Outcome,
  now: Date,
  blockedUntil: Date | undefined,
): GithubState {
  const refused = outcome.kind === 'refused';
  // Refusals in a row are one: how long it lasts decides whether a person has to know.
  const since = (refused ? state.blocked?.since : undefined) ?? now.toISOString();
  // A refused request was no look: the release is asked for as soon as requests are taken again.
  const looks = refused
    ? state.looks
    : { ...state.looks, [release]: lookAfter(state.looks[release], outcome, now) };
  return {
    ...(blockedUntil === undefined ? {} : { blocked: { since, until: blockedUntil.toISOString() } }),
    looks: newest(looks),
  };
}

function lookAfter(before: GithubLook | undefined, outcome: Outcome, now: Date): GithubLook {
  const lastAt = now.toISOString();
  const look = { firstAt: before?.firstAt ?? lastAt, lastAt };
  switch (outcome.kind) {
    case 'document':
      return { ...look, failures: 0, ...known(outcome.hash, outcome.etag) };
    case 'failed':
      return { ...look, failures: (before?.failures ?? 0) + 1, ...known(before?.hash, before?.etag) };
    case 'unchanged':
      return { ...look, failures: 0, ...known(before?.hash, before?.etag) };
    default:
      return { ...look, failures: 0 };
  }
}

function known(hash: string | undefined, etag: string | undefined): Pick<GithubLook, 'hash' | 'etag'> {
  const short = etag !== undefined && etag.length <= maxEtagLength;
  return { ...(hash === undefined ? {} : { hash }), ...(short ? { etag } : {}) };
}

function newest(looks: GithubState['looks']): GithubState['looks'] {
  const entries = Object.entries<GithubLook>(looks);
  return Object.fromEntries(
    entries.toSorted(([, a], [, b]) => b.lastAt.localeCompare(a.lastAt, 'en')).slice(0, maxLooks),
  );
}
