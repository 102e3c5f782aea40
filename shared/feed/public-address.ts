import * as z from 'zod';

const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
/** A name. Its last part begins with a letter, as all do; what has digits there is read as an IPv4 address. */
const host = `(?:${label}\\.)*(?![0-9])${label}`;
const port = '(?::(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?';
const character = "[A-Za-z0-9._~!$&'()*+,;=:@%/-]";

/** The address of a site: settings, template and functions hold addresses to the same form. */
export const siteForm = new RegExp(`^https:\\/\\/${host}${port}\\/?$`);
/** The address of anything, without a user or a fragment. */
export const httpsForm = new RegExp(
  `^https:\\/\\/${host}${port}(?:\\/${character}*(?:\\?(?:${character}|\\?)*)?)?$`,
);

/** Where the page and the feeds are, without a slash at the end. */
export const publicAddress = z
  .string()
  .regex(siteForm, 'is not an https address without a path')
  .transform((address) => address.replace(/\/$/, ''));

/** What a function's environment says of where the feed is for others. */
export const publicAddressKeys = {
  AMIWATCH_PUBLIC_URL: publicAddress.optional(),
  AMIWATCH_WEBSUB_HUB: z.string().regex(httpsForm, 'is not an https address').optional(),
};

interface PublicAddress {
  readonly AMIWATCH_PUBLIC_URL?: string | undefined;
  readonly AMIWATCH_WEBSUB_HUB?: string | undefined;
}

/** A hub knows a feed by its address alone: the one that it is told of has to be the one that readers subscribe to. */
export function isHubComplete({ AMIWATCH_PUBLIC_URL, AMIWATCH_WEBSUB_HUB }: PublicAddress): boolean {
  return AMIWATCH_WEBSUB_HUB === undefined || AMIWATCH_PUBLIC_URL !== undefined;
}

/** Where an address is missing, as readEnvironment says it. */
export const hubIncomplete = { path: ['AMIWATCH_PUBLIC_URL'] };

/** The feeds whose news a hub is told of: those that nothing narrows. */
export const feedPaths = ['/feed.json', '/feed.atom', '/feed.rss'] as const;
