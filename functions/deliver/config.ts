import * as z from 'zod';

export interface DeliverConfig {
  readonly tableName: string;
  /** The path below which each route is a parameter. */
  readonly routesPath: string;
}

/** The environment does not say what deliveries need; the message names every key that is missing or wrong. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const environmentSchema = z.object({
  AMIWATCH_TABLE: z.string('is missing').min(3, 'is no name of a table'),
  AMIWATCH_ROUTES: z
    .string('is missing')
    .regex(/^(\/[\w.-]+)+$/, 'is not a path of parameters like /amiwatch/prod/routes'),
});

/** Reads the whole configuration at once. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): DeliverConfig {
  const read = environmentSchema.safeParse(environment);
  if (!read.success) {
    const wrong = read.error.issues.map(({ message, path }) => `${path.join('.')} ${message}`);
    throw new ConfigError(
      `The environment of deliveries is wrong: ${wrong.join('; ')}. See docs/configuration.md.`,
    );
  }
  return { tableName: read.data.AMIWATCH_TABLE, routesPath: read.data.AMIWATCH_ROUTES };
}
