import type { Route } from '../route.ts';

/** The page for people and what it loads: `textRoute`s, whose `headers` win over those that every answer has. */
export const pageRoutes: readonly Route[] = [];
