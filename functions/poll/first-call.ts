/** What every poll does, and the schemas that it reads with. In one piece: more pieces are more files of what all share. */
export { readConfig } from './config.ts';
export { poll } from './poll.ts';
