import * as z from 'zod';
import { renderSlack } from '../../shared/announce/slack/render-slack.ts';
import type { PostAnswer } from './post.ts';
import type { Outcome, Parcel, Send, SenderContext } from './sender.ts';

const answerSchema = z.object({
  ok: z.boolean(),
  error: z.string().max(80).optional(),
  ts: z.string().max(40).optional(),
  messages: z
    .array(
      z.object({
        ts: z.string(),
        metadata: z
          .object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) })
          .optional(),
      }),
    )
    .optional(),
});

type Answer = z.infer<typeof answerSchema>;

const eventType = 'amiwatch_announcement';

/** Errors after which no message of this token or to this channel will be taken. */
const voids: ReadonlySet<string> = new Set([
  'account_inactive',
  'channel_not_found',
  'ekm_access_denied',
  'invalid_auth',
  'is_archived',
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'not_authed',
  'not_in_channel',
  'org_login_required',
  'restricted_action',
  'team_access_not_granted',
  'token_expired',
  'token_revoked',
]);

/** Errors that pass by themselves. */
const passing: ReadonlySet<string> = new Set([
  'fatal_error',
  'internal_error',
  'ratelimited',
  'rate_limited',
  'request_timeout',
  'service_unavailable',
]);

/**
 * A message of a bot: follow-ups stand in the thread of the release's first message. Every message carries its announcement's
 * id, so that one whose answer was lost is found instead of said again.
 */
export const sendSlackBot: Send<'slack-bot'> = async ({ channel }, token, parcel, context) => {
  if (parcel.uncertain) {
    const found = await find(channel, token, parcel, context);
    if (found !== undefined) return { kind: 'sent', message: found };
  }
  const { announcement, parent } = parcel;
  const metadata = { event_type: eventType, event_payload: { id: announcement.id } };
  const thread = parent === undefined ? {} : { thread_ts: parent, reply_broadcast: true };
  const message = { channel, ...renderSlack(announcement, parcel), metadata, ...thread };
  const answer = await call('chat.postMessage', token, message, context);
  const blocksRefused = answer.read?.error?.includes('blocks') === true;
  const { blocks: _, ...words } = message;
  return outcomeOf(blocksRefused ? await call('chat.postMessage', token, words, context) : answer);
};

/** Brings a message up to date in its place. */
export async function updateSlackMessage(
  { channel }: Parameters<typeof sendSlackBot>[0],
  token: string,
  { announcement, pageUrl }: Pick<Parcel, 'announcement' | 'pageUrl'>,
  ts: string,
  context: SenderContext,
): Promise<Outcome> {
  const options = pageUrl === undefined ? {} : { pageUrl };
  return outcomeOf(
    await call('chat.update', token, { channel, ts, ...renderSlack(announcement, options) }, context),
  );
}

/** The message of this announcement among the channel's latest, or those of its thread. */
async function find(
  channel: string,
  token: string,
  { announcement, parent }: Parcel,
  context: SenderContext,
): Promise<string | undefined> {
  const where = parent === undefined ? {} : { ts: parent };
  const { read } = await call(
    parent === undefined ? 'conversations.history' : 'conversations.replies',
    token,
    { channel, include_all_metadata: true, limit: 100, ...where },
    context,
  );
  return read?.messages?.find(
    ({ metadata }) => metadata?.event_type === eventType && metadata.event_payload['id'] === announcement.id,
  )?.ts;
}

interface Called extends PostAnswer {
  /** The answer, when it is one of Slack's. */
  readonly read: Answer | undefined;
}

async function call(
  method: string,
  token: string,
  input: object,
  { post, slackApi }: SenderContext,
): Promise<Called> {
  const answer = await post(`${slackApi}/${method}`, JSON.stringify(input), {
    headers: { authorization: `Bearer ${token}` },
  });
  return { ...answer, read: answerSchema.safeParse(parse(answer.text)).data };
}

function outcomeOf({ read, retryAfterMs, status }: Called): Outcome {
  if (read?.ok === true) return { kind: 'sent', ...(read.ts === undefined ? {} : { message: read.ts }) };
  const error = read?.error;
  const reason = `Slack answers with status ${status}${error === undefined ? '' : `, ${error}`}`;
  if (error !== undefined && voids.has(error)) return { kind: 'route-refused', reason };
  const later = error === undefined || passing.has(error) || status === 429;
  if (!later) return { kind: 'refused', reason };
  return { kind: 'later', reason, ...(retryAfterMs === undefined ? {} : { waitMs: retryAfterMs }) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
