import type { Digest } from '../../shared/announce/digest/digest.ts';
import { digestHtml } from '../../shared/announce/digest/digest-html.ts';
import { digestText } from '../../shared/announce/digest/digest-text.ts';
import type { DigestList } from '../../shared/announce/digest/list.ts';
import { publishText } from '../../shared/aws/publish-text.ts';
import { sendEmail } from '../../shared/aws/send-email.ts';
import type { SendOutcome } from '../../shared/aws/send-outcome.ts';
import type { DigestContext } from './context.ts';

/** Waits before a mail that was too much at once is tried again. SES counts by the second. */
const waitsMs = [1_000, 2_000, 4_000] as const;

/** Sends a digest the way that its list wants it. */
export async function sendDigest(
  context: DigestContext,
  list: DigestList,
  digest: Digest,
): Promise<SendOutcome> {
  const html = list.kind === 'ses' ? await digestHtml(digest) : '';
  let outcome = await sendOnce(context, list, digest, html);
  for (const ms of waitsMs) {
    if (outcome.kind !== 'later') break;
    await context.sleep(ms);
    outcome = await sendOnce(context, list, digest, html);
  }
  return outcome;
}

function sendOnce({ ses, sns }: DigestContext, list: DigestList, digest: Digest, html: string) {
  const { subject } = digest;
  const text = digestText(digest);
  return list.kind === 'sns'
    ? publishText(sns, list.topicArn, { subject, text })
    : sendEmail(ses, { ...list, subject, text, html });
}
