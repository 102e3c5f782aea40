import type { Announcement } from '../../shared/announce/announcement.ts';
import type { Route, RouteKind } from '../../shared/announce/route.ts';
import type { PostAnswer, PostOptions } from './post.ts';

/** What became of one try. */
export type Outcome =
  /**
   * It arrived; `message` names it at the other side, where it can be edited or answered. `unseen` says why nobody could see whether
   * a try before it arrived too.
   */
  | { readonly kind: 'sent'; readonly message?: string; readonly unseen?: string }
  /** It did not, or nobody knows (`uncertain`): again later, not before the time that the other side named. */
  | {
      readonly kind: 'later';
      readonly reason: string;
      readonly waitMs?: number;
      readonly uncertain?: true;
    }
  /** The other side will never take this one; the next one may be fine. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The other side takes nothing from this route any more: its address or token is void. */
  | { readonly kind: 'route-refused'; readonly reason: string };

export interface Parcel {
  readonly announcement: Announcement;
  /** A try since this instant ended in a way that leaves open whether it arrived. */
  readonly triedSince?: Date;
  /** The message that began the release on this route, where the other side has such names. */
  readonly parent?: string;
}

/** What a status says that means the same to every kind: nothing for ever, or not now. */
export function unsent(
  reason: string,
  { retryAfterMs, status }: Pick<PostAnswer, 'status' | 'retryAfterMs'>,
): Outcome {
  if ([401, 403, 404, 410].includes(status)) return { kind: 'route-refused', reason };
  return {
    kind: 'later',
    reason,
    ...(retryAfterMs === undefined ? {} : { waitMs: retryAfterMs }),
    // Who answers "too many" has not taken it; a failure in the middle may come after the message.
    ...(status === 429 ? {} : { uncertain: true }),
  };
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
