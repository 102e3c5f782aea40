/** What a poll does only when there is news, in one piece. */
export { findGithubNotes } from './github/find-notes.ts';
export { settle } from './settle.ts';
export { keepPinned } from './watch/keep-pinned.ts';
export { pinnedBefore } from './watch/pinned.ts';
export { tellNews } from './watch/tell-news.ts';
