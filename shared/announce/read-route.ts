import type { Problem } from '../problem.ts';
import { type Route, routeSchema } from './route.ts';

/** The route that a parameter describes, or what is wrong with it. The text may hold a secret in a wrong place: it is not quoted. */
export function readRoute(name: string, text: string): Route | Problem {
  const json = parse(text);
  if (json === undefined) return problem(name, 'The parameter is not JSON.');
  const read = routeSchema.safeParse(json);
  if (read.success) return { ...read.data, name };
  const wrong = read.error.issues.map(
    ({ message, path }) => `${path.length === 0 ? 'It' : path.join('.')}: ${message}`,
  );
  return problem(name, `${wrong.join('; ')}.`);
}

export function isRoute(read: Route | Problem): read is Route {
  return !('remedy' in read);
}

function problem(name: string, message: string): Problem {
  return {
    kind: 'route-wrong',
    subject: name,
    message,
    remedy: 'What it is owed waits until it is mended; see docs/configuration.md#routes.',
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
