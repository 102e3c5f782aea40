import type { Announcement } from '../../shared/announce/announcement.ts';

/** Somebody who hears announcements, one after the other. */
export interface Receiver {
  /** Under which the store keeps what was delivered. */
  readonly name: string;
  /**
   * Delivers one announcement; the signal ends the attempt.
   *
   * @throws DeliveryError when it did not arrive.
   */
  readonly deliver: (announcement: Announcement, signal: AbortSignal) => Promise<void>;
}

/** An announcement did not arrive. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  /** Not to be tried again before this time. */
  readonly afterMs: number | undefined;
  /** No later try can succeed. */
  readonly hopeless: boolean;

  constructor(
    message: string,
    { afterMs, hopeless = false }: { readonly afterMs?: number; readonly hopeless?: boolean } = {},
  ) {
    super(message);
    this.afterMs = afterMs;
    this.hopeless = hopeless;
  }
}
