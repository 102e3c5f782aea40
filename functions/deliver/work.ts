/** What a run does only when there is something to do, in one piece: more pieces are more files of what all share. */
export { configuredRoutes } from './configured-routes.ts';
export { post } from './post.ts';
export { readTold } from './read-told.ts';
export { serve } from './serve.ts';
