import type * as z from 'zod';

/** The value that a text has as JSON, or what is wrong with it, by keys. The text is not quoted: it may hold a secret in a wrong place. */
export function readJson<T>(
  schema: z.ZodType<T>,
  text: string,
): { readonly value: T } | { readonly wrong: string } {
  const json = parse(text);
  if (json === undefined) return { wrong: 'The parameter is not JSON.' };
  const read = schema.safeParse(json);
  if (read.success) return { value: read.data };
  const wrong = read.error.issues.map(
    ({ message, path }) => `${path.length === 0 ? 'It' : path.join('.')}: ${message}`,
  );
  return { wrong: `${wrong.join('; ')}.` };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
