import type { Announcement } from '../../shared/announce/announcement.ts';
import type { Route, RouteKind } from '../../shared/announce/route.ts';
import type { PostAnswer, PostOptions } from './post.ts';

/** What became of one try. */
export type Outcome =
  /** It arrived; `message` names it at the other side, where it can be edited or answered. */
  | { readonly kind: 'sent'; readonly message?: string }
  /** It did not, or nobody knows: again later, not before the time that the other side named. */
  | { readonly kind: 'later'; readonly reason: string; readonly waitMs?: number }
  /** The other side will never take this one; the next one may be fine. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The other side takes nothing from this route any more: its address or token is void. */
  | { readonly kind: 'route-refused'; readonly reason: string };

export interface Parcel {
  readonly announcement: Announcement;
  /** A try before this one ended without an answer: it may have arrived. */
  readonly uncertain: boolean;
  /** The message that began the release on this route, where the other side has such names. */
  readonly parent?: string;
  /** Where the release is on the page, where one is deployed. */
  readonly pageUrl?: string;
}

export interface SenderContext {
  readonly post: (url: string, body: string, options?: Partial<PostOptions>) => Promise<PostAnswer>;
  readonly now: () => Date;
  /** The Web API, in whose place a test has a server of its own. */
  readonly slackApi: string;
  /** Hosts of incoming webhooks. */
  readonly slackHosts: readonly string[];
}

/** Sends a parcel over a route of its kind. Throws PostError when there was no answer. */
export type Send<Kind extends RouteKind> = (
  route: Extract<Route, { readonly kind: Kind }>,
  secret: string,
  parcel: Parcel,
  context: SenderContext,
) => Promise<Outcome>;
