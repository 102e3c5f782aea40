import { renderSlack } from '../../shared/announce/slack/render-slack.ts';
import type { PostAnswer } from './post.ts';
import { type Outcome, type Send, unsent } from './sender.ts';

/** A message over an incoming webhook; its address is the secret. */
export const sendSlackWebhook: Send<'slack-webhook'> = async (
  _route,
  secret,
  parcel,
  { post, slackHosts },
) => {
  // An address that leads elsewhere would hand every message to whoever is there.
  const host = URL.canParse(secret) ? new URL(secret).host : undefined;
  if (host === undefined || !slackHosts.includes(host)) {
    return { kind: 'route-refused', reason: `the secret is no address at ${slackHosts.join(' or ')}` };
  }
  const message = renderSlack(parcel.announcement);
  const answer = await post(secret, JSON.stringify(message));
  // Slack changes what it takes in blocks: the words alone are better than nothing.
  const outcome = answer.status === 400 ? await post(secret, JSON.stringify({ text: message.text })) : answer;
  return outcomeOf(outcome);
};

/** @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors */
function outcomeOf(answer: PostAnswer): Outcome {
  const { status, text } = answer;
  const said = /^[a-z_]{1,40}$/.test(text.trim()) ? `, ${text.trim()}` : '';
  const reason = `Slack answers with status ${status}${said}`;
  if (status >= 200 && status < 300) return { kind: 'sent' };
  return status === 400 ? { kind: 'refused', reason } : unsent(reason, answer);
}
