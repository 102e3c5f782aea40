import * as z from 'zod';

export interface FeedConfig {
  readonly tableName: string;
  /** Where readers find the feed, when that is not the HTTP API's own address. */
  readonly publicUrl: string | undefined;
  readonly hub: string | undefined;
}

/** The environment does not say what the feed needs; the message names every key that is missing or wrong. */
export class FeedConfigError extends Error {
  override readonly name = 'FeedConfigError';
}

const address = z.url({ protocol: /^https$/, error: 'is not an https address' });

const environmentSchema = z.object({
  AMIWATCH_TABLE: z.string().min(3),
  AMIWATCH_PUBLIC_URL: address.optional(),
  AMIWATCH_WEBSUB_HUB: address.optional(),
});

/** Reads the whole configuration at once. */
export function readFeedConfig(environment: Readonly<Record<string, string | undefined>>): FeedConfig {
  // A key that is set to nothing is one that is not set: templates leave such ones behind.
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const read = environmentSchema.safeParse(set);
  if (!read.success) {
    const wrong = read.error.issues.map(({ path, message }) => {
      const key = path.join('.');
      return `${key} ${set[key] === undefined ? 'is missing' : message}`;
    });
    throw new FeedConfigError(
      `The feed’s environment is wrong: ${wrong.join('; ')}. See docs/configuration.md.`,
    );
  }
  return {
    tableName: read.data.AMIWATCH_TABLE,
    publicUrl: read.data.AMIWATCH_PUBLIC_URL?.replace(/\/+$/, ''),
    hub: read.data.AMIWATCH_WEBSUB_HUB,
  };
}
