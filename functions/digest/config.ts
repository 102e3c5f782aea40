import * as z from 'zod';

export interface DigestConfig {
  readonly tableName: string;
  /** The path below which each list is a parameter. */
  readonly listsPath: string;
}

/** The environment does not say what digests need; the message names every key that is missing or wrong. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const environmentSchema = z.object({
  AMIWATCH_TABLE: z.string('is missing').min(3, 'is no name of a table'),
  AMIWATCH_DIGESTS: z
    .string('is missing')
    .regex(/^(\/[\w.-]+)+$/, 'is not a path of parameters like /amiwatch/prod/digests'),
});

/** Reads the whole configuration at once. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): DigestConfig {
  const read = environmentSchema.safeParse(environment);
  if (!read.success) {
    const wrong = read.error.issues.map(({ message, path }) => `${path.join('.')} ${message}`);
    throw new ConfigError(
      `The environment of digests is wrong: ${wrong.join('; ')}. See docs/configuration.md.`,
    );
  }
  return { tableName: read.data.AMIWATCH_TABLE, listsPath: read.data.AMIWATCH_DIGESTS };
}
