import type { Problem } from '../problem.ts';
import { readJson } from './read-json.ts';
import { type Route, routeSchema } from './route.ts';

/** The route that a parameter describes, or what is wrong with it. The text may hold a secret in a wrong place: it is not quoted. */
export function readRoute(name: string, text: string): Route | Problem {
  const read = readJson(routeSchema, text);
  return 'value' in read ? { ...read.value, name } : wrongRoute(name, read.wrong);
}

export function isRoute(read: Route | Problem): read is Route {
  return !('remedy' in read);
}

/** A parameter that is no route, or one that nothing can be sent over. */
export function wrongRoute(name: string, message: string): Problem {
  return {
    kind: 'route-wrong',
    subject: name,
    message,
    remedy: 'What it is owed waits until it is mended; see docs/configuration.md#routes.',
  };
}
