/** What requests are answered with: schemas, routes, pages, the catalogue; in one piece: more pieces are more files of what all share. */
export { answersOf } from './answer.ts';
export { readFeedConfig } from './config.ts';
export { feedContext } from './feed-context.ts';
