import type { Route } from '../../shared/announce/route.ts';
import { ForbiddenAddressError, PostError } from './post.ts';
import type { Outcome, Parcel, SenderContext } from './sender.ts';
import { sendSlackBot } from './slack-bot.ts';
import { sendSlackWebhook } from './slack-webhook.ts';
import { sendWebhook } from './webhook.ts';
import { tellHub } from './websub.ts';

/** Sends over a route of whatever kind. A new kind is a module beside these, its schema in shared/announce/route.ts, and a line here. */
export async function send(
  route: Route,
  secret: string,
  parcel: Parcel,
  context: SenderContext,
): Promise<Outcome> {
  try {
    switch (route.kind) {
      case 'slack-webhook':
        return await sendSlackWebhook(route, secret, parcel, context);
      case 'slack-bot':
        return await sendSlackBot(route, secret, parcel, context);
      case 'webhook':
        return await sendWebhook(route, secret, parcel, context);
      case 'websub':
        return await tellHub(route, secret, parcel, context);
    }
  } catch (error) {
    if (error instanceof ForbiddenAddressError) return { kind: 'route-refused', reason: error.message };
    if (!(error instanceof PostError)) throw error;
    return { kind: 'later', reason: error.message, ...(error.mayHaveArrived ? { uncertain: true } : {}) };
  }
}
