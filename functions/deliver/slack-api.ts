import * as z from 'zod';
import type { PostAnswer } from './post.ts';
import { type Outcome, type SenderContext, unsent } from './sender.ts';

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
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** What a method of the Web API said; `read` is missing when that is none of Slack's answers. */
export interface SlackAnswer extends PostAnswer {
  readonly read?: z.infer<typeof answerSchema>;
}

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

/** Whether a header can carry it. One that was pasted with a line break in it cannot be sent at all. */
export function isToken(token: string): boolean {
  return /^[\x21-\x7e]+$/.test(token);
}

/** Calls a method of Slack's Web API. Methods that write take JSON; those that read take forms alone, and see nothing in JSON. */
export async function callSlack(
  method: 'chat.postMessage' | 'chat.update' | 'conversations.history' | 'conversations.replies',
  token: string,
  input: object,
  { post, slackApi }: SenderContext,
): Promise<SlackAnswer> {
  const reads = method.startsWith('conversations.');
  const body = reads ? new URLSearchParams(Object.entries(input)).toString() : JSON.stringify(input);
  const type = reads ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
  const headers = { authorization: `Bearer ${token}`, ...type };
  const answer = await post(`${slackApi}/${method}`, body, { headers });
  const { data } = answerSchema.safeParse(parse(answer.text));
  return data === undefined ? answer : { ...answer, read: data };
}

/** What an answer means for the message that was to be sent. */
export function slackOutcome(answer: SlackAnswer): Outcome {
  const { read, status } = answer;
  if (read?.ok === true) return { kind: 'sent', ...(read.ts === undefined ? {} : { message: read.ts }) };
  const error = read?.error;
  const reason = `Slack answers with status ${status}${error === undefined ? '' : `, ${error}`}`;
  if (error === undefined) return unsent(reason, answer);
  if (voids.has(error)) return { kind: 'route-refused', reason };
  if (!passing.has(error) && status !== 429) return { kind: 'refused', reason };
  const limited = error === 'ratelimited' || error === 'rate_limited';
  return unsent(reason, limited ? { ...answer, status: 429 } : answer);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
