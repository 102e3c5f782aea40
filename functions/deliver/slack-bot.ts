import type { Route } from '../../shared/announce/route.ts';
import { renderSlack } from '../../shared/announce/slack/render-slack.ts';
import type { Outcome, Parcel, Send, SenderContext } from './sender.ts';
import { callSlack, isToken, type SlackAnswer, slackOutcome } from './slack-api.ts';

const eventType = 'amiwatch_announcement';

/**
 * A message of a bot: follow-ups stand in the thread of the release's first message. Every message carries its announcement's
 * id, so that one whose answer was lost is found instead of said again.
 */
export const sendSlackBot: Send<'slack-bot'> = async ({ channel, secret }, token, parcel, context) => {
  if (!isToken(token)) return noToken(secret);
  let unseen: string | undefined;
  if (parcel.triedSince !== undefined) {
    const looked = await look(channel, token, parcel, parcel.triedSince, context);
    if ('found' in looked) return looked.found;
    unseen = looked.unseen;
  }
  const { announcement, parent } = parcel;
  const metadata = { event_type: eventType, event_payload: { id: announcement.id } };
  const thread = parent === undefined ? {} : { thread_ts: parent, reply_broadcast: true };
  const message = { channel, ...renderSlack(announcement), metadata, ...thread };
  const answer = await callSlack('chat.postMessage', token, message, context);
  // Slack changes what it takes in blocks: the words alone are better than nothing.
  const blocksRefused = answer.read?.error?.includes('blocks') === true;
  const { blocks: _, ...words } = message;
  const outcome = slackOutcome(
    blocksRefused ? await callSlack('chat.postMessage', token, words, context) : answer,
  );
  return outcome.kind === 'sent' && unseen !== undefined ? { ...outcome, unseen } : outcome;
};

function noToken(secret: string): Outcome {
  const reason = `${secret} is no token: it has a space, a line break or another character that none has`;
  return { kind: 'route-refused', reason };
}

/** Brings a message up to date in its place. */
export async function updateSlackMessage(
  { channel, secret }: Pick<Extract<Route, { kind: 'slack-bot' }>, 'channel' | 'secret'>,
  token: string,
  message: object,
  ts: string,
  context: SenderContext,
): Promise<Outcome> {
  if (!isToken(token)) return noToken(secret);
  return slackOutcome(await callSlack('chat.update', token, { channel, ts, ...message }, context));
}

/** A page of messages has a hundred; a channel that got a thousand in the time between two tries is none that people read. */
const mostPages = 10;
/** Slack's clock and ours differ, and a message is stamped when it arrives. */
const clocksDifferMs = 300_000;

/** What became of a try before: known, or looked for in vain, with the reason why there was nothing to be seen. */
type Looked = { readonly found: Outcome } | { readonly unseen: string | undefined };

/**
 * Whether a try before this one arrived: in the channel, and in the thread of the release's first message, which may have arrived
 * after that try. Where it cannot be seen now, it is later; where it never can, the message is sent, since a repeat is better
 * than a loss.
 */
async function look(
  channel: string,
  token: string,
  { announcement: { id }, parent }: Parcel,
  since: Date,
  context: SenderContext,
): Promise<Looked> {
  const oldest = String(Math.max(0, Math.floor((since.getTime() - clocksDifferMs) / 1000)));
  const where = { channel, include_all_metadata: true, limit: 100, oldest };
  const inChannel = await lookIn('conversations.history', token, where, id, context);
  if (parent === undefined || 'found' in inChannel) return inChannel;
  const inThread = await lookIn('conversations.replies', token, { ...where, ts: parent }, id, context);
  return 'found' in inThread ? inThread : { unseen: inChannel.unseen ?? inThread.unseen };
}

async function lookIn(
  method: 'conversations.history' | 'conversations.replies',
  token: string,
  where: Readonly<Record<string, string | number | boolean>>,
  id: string,
  context: SenderContext,
): Promise<Looked> {
  let cursor = '';
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await callSlack(method, token, cursor === '' ? where : { ...where, cursor }, context);
    if (answer.read?.ok !== true) return blind(answer);
    const ts = answer.read.messages?.find(
      ({ metadata }) => metadata?.event_type === eventType && metadata.event_payload['id'] === id,
    )?.ts;
    if (ts !== undefined) return { found: { kind: 'sent', message: ts } };
    cursor = answer.read.response_metadata?.next_cursor ?? '';
    if (cursor === '') break;
  }
  return { unseen: undefined };
}

function blind(answer: SlackAnswer): Looked {
  const outcome = slackOutcome(answer);
  // Still open whether it arrived, whatever kept us from looking.
  if (outcome.kind === 'later') return { found: { ...outcome, uncertain: true } };
  // To look is a right of its own, which a bot need not be given. Anything else is a mistake, of which somebody has to know.
  const isKnown = answer.read?.error === 'missing_scope';
  return { unseen: isKnown || !('reason' in outcome) ? undefined : outcome.reason };
}
