import * as z from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A function's environment does not say what it needs; the message names every key that is missing or wrong. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** DynamoDB's rule for names; whoever reads the message has just broken it. */
export const tableName = z
  .string()
  .regex(/^[\w.-]{3,255}$/, 'is no name of a table: 3 to 255 letters, digits, _, - and .');

/** `whose` begins the sentence: `The poll's environment`. */
export function wrongEnvironment(whose: string, wrong: string): ConfigError {
  return new ConfigError(`${whose} is wrong: ${wrong}. See docs/configuration.md.`);
}

/**
 * Reads a function's whole environment at once. A key that is set to nothing is one that is not set: templates leave such ones
 * behind.
 *
 * @throws ConfigError with every key that is missing or wrong.
 */
export function readEnvironment<Schema extends z.ZodType>(
  whose: string,
  schema: Schema,
  environment: Environment,
): z.infer<Schema> {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const read = schema.safeParse(set);
  if (read.success) return read.data;
  const wrong = read.error.issues.map(({ message, path }) => {
    const key = path.join('.');
    return `${key} ${set[key] === undefined ? 'is missing' : message}`;
  });
  throw wrongEnvironment(whose, wrong.join('; '));
}
