import type { FindDocument } from '../../shared/packages/details.ts';
import type { GithubOptions } from './github/find-notes.ts';

/* What waits for news: the poll that finds nothing new, the usual one, never loads it. A test holds what it loads. */

type News = typeof import('./news.ts');

export const settle: News['settle'] = async (...given) => (await import('./news.ts')).settle(...given);

export const tellNews: News['tellNews'] = async (...given) => (await import('./news.ts')).tellNews(...given);

export const pinnedBefore: News['pinnedBefore'] = async (...given) =>
  (await import('./news.ts')).pinnedBefore(...given);

export const keepPinned: News['keepPinned'] = async (...given) =>
  (await import('./news.ts')).keepPinned(...given);

export function findGithubNotes(options: GithubOptions): FindDocument {
  let find: FindDocument | undefined;
  return async (...question) => {
    const news = await import('./news.ts');
    find ??= news.findGithubNotes(options);
    return find(...question);
  };
}
