/** What every run does, and the schemas that it reads with, in one piece: more pieces are more files of what all share. */
export { readConfig } from './config.ts';
export { sendDigests } from './digest.ts';
