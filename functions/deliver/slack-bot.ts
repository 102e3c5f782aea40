import { renderSlack } from '../../shared/announce/slack/render-slack.ts';
import type { Outcome, Parcel, Send, SenderContext } from './sender.ts';
import { callSlack, type SlackAnswer, slackOutcome } from './slack-api.ts';

const eventType = 'amiwatch_announcement';

/**
 * A message of a bot: follow-ups stand in the thread of the release's first message. Every message carries its announcement's
 * id, so that one whose answer was lost is found instead of said again.
 */
export const sendSlackBot: Send<'slack-bot'> = async ({ channel }, token, parcel, context) => {
  if (parcel.triedSince !== undefined) {
    const found = await find(channel, token, parcel, parcel.triedSince, context);
    if (found !== undefined) return found;
  }
  const { announcement, parent } = parcel;
  const metadata = { event_type: eventType, event_payload: { id: announcement.id } };
  const thread = parent === undefined ? {} : { thread_ts: parent, reply_broadcast: true };
  const message = { channel, ...renderSlack(announcement), metadata, ...thread };
  const answer = await callSlack('chat.postMessage', token, message, context);
  // Slack changes what it takes in blocks: the words alone are better than nothing.
  const blocksRefused = answer.read?.error?.includes('blocks') === true;
  const { blocks: _, ...words } = message;
  return slackOutcome(blocksRefused ? await callSlack('chat.postMessage', token, words, context) : answer);
};

/** Brings a message up to date in its place. */
export async function updateSlackMessage(
  channel: string,
  token: string,
  message: object,
  ts: string,
  context: SenderContext,
): Promise<Outcome> {
  return slackOutcome(await callSlack('chat.update', token, { channel, ts, ...message }, context));
}

/** A page of messages has a hundred; a channel that got a thousand in the time between two tries is none that people read. */
const mostPages = 10;
/** Slack's clock and ours differ, and a message is stamped when it arrives. */
const clocksDifferMs = 300_000;

/**
 * Whether a try before this one arrived: as what became of it, or `undefined` when it did not. Where that cannot be seen now, it is
 * later; where the token may not look, the message is sent, since a repeat is better than a loss.
 */
async function find(
  channel: string,
  token: string,
  { announcement, parent }: Parcel,
  since: Date,
  context: SenderContext,
): Promise<Outcome | undefined> {
  const method = parent === undefined ? 'conversations.history' : 'conversations.replies';
  const oldest = String(Math.max(0, Math.floor((since.getTime() - clocksDifferMs) / 1000)));
  const where = { channel, include_all_metadata: true, limit: 100, oldest };
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const input = {
      ...where,
      ...(parent === undefined ? {} : { ts: parent }),
      ...(cursor === undefined ? {} : { cursor }),
    };
    const answer = await callSlack(method, token, input, context);
    if (answer.read?.ok !== true) return unseen(answer);
    const ts = answer.read.messages?.find(
      ({ metadata }) =>
        metadata?.event_type === eventType && metadata.event_payload['id'] === announcement.id,
    )?.ts;
    if (ts !== undefined) return { kind: 'sent', message: ts };
    cursor = answer.read.response_metadata?.next_cursor;
    if (cursor === undefined || cursor === '') return undefined;
  }
  return undefined;
}

function unseen(answer: SlackAnswer): Outcome | undefined {
  const outcome = slackOutcome(answer);
  // Still open whether it arrived, whatever kept us from looking.
  return outcome.kind === 'later' ? { ...outcome, uncertain: true } : undefined;
}
