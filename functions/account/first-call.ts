/** What every run does, and what it reads with, in one piece: more pieces are more files of what all share. */
export { readConfig } from './config.ts';
export { loadReaderContext } from './load-reader-context.ts';
export { readAccount } from './read-account.ts';
