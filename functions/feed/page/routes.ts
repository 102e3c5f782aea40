import type { Route } from '../route.ts';

/** The page for people and what it loads. */
export const pageRoutes: readonly Route[] = [];
