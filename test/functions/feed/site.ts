import { type FeedParts, feedContext } from '../../../functions/feed/feed-context.ts';
import { createHandler } from '../../../functions/feed/handler.ts';
import { startHttpApi } from '../../../infra/local/http-api.ts';
import { invocationContext } from '../../../infra/local/invoke.ts';

/** The feed's handler behind real HTTP. */
export interface Site {
  readonly url: string;
  readonly ask: (path: string, init?: RequestInit) => Promise<Response>;
  readonly json: <T = Record<string, unknown>>(path: string) => Promise<T>;
  /** What the handler logged. */
  readonly logged: readonly unknown[];
  readonly stop: () => Promise<void>;
}

/** An answer of `/v1/resolve`, as far as tests look at it. */
export interface Resolved {
  readonly pin: {
    readonly release: string;
    readonly imageId: string | null;
    readonly carries: string[];
  } | null;
  readonly passedOver: readonly {
    readonly release: string;
    readonly reasons: readonly {
      readonly kind: string;
      readonly message: string;
      readonly behaviourChange?: string;
    }[];
  }[];
}

/** An instant when the newest recorded release is some days old. */
export const march2026 = new Date('2026-03-02T12:00:00Z');

export async function startSite(parts: FeedParts = {}): Promise<Site> {
  const logged: unknown[] = [];
  const log = (error: unknown) => logged.push(error);
  const handler = createHandler(() => feedContext({ now: () => march2026, log, ...parts }), log);
  const { url, stop } = await startHttpApi((event) => handler(event, invocationContext('feed')), 0);
  const ask: Site['ask'] = (path, init) => fetch(new URL(path, url), { redirect: 'manual', ...init });
  return {
    url,
    ask,
    json: async <T>(path: string) => (await ask(path)).json() as Promise<T>,
    logged,
    stop,
  };
}
