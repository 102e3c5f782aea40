import * as z from 'zod';

/** An address of somebody else's that a function is told. */
export const httpsAddress = z.url({ protocol: /^https$/, error: 'is not an https address' });

/** Where the page and the feeds are, without a slash at the end. */
export const publicAddress = httpsAddress.transform((address) => address.replace(/\/+$/, ''));

/** What a function's environment says of where the feed is for others. */
export const publicAddressKeys = {
  AMIWATCH_PUBLIC_URL: publicAddress.optional(),
  AMIWATCH_WEBSUB_HUB: httpsAddress.optional(),
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
