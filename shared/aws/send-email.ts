import { type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { translating } from './errors.ts';
import { type SendOutcome, sending } from './send-outcome.ts';

/** A mail with the same content twice, for readers of HTML and for all others. */
export interface Email {
  readonly from: string;
  readonly to: readonly string[];
  readonly replyTo?: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** An address of https or mailto. */
  readonly unsubscribe?: string;
}

/** Sends a mail through SES. */
export function sendEmail(client: SESv2Client, email: Email): Promise<SendOutcome> {
  const { from, html, replyTo, subject, text, to, unsubscribe } = email;
  const content = (data: string) => ({ Data: data, Charset: 'UTF-8' });
  const command = new SendEmailCommand({
    FromEmailAddress: from,
    Destination: { ToAddresses: [...to] },
    ...(replyTo === undefined ? {} : { ReplyToAddresses: [replyTo] }),
    Content: {
      Simple: {
        Subject: content(subject),
        Body: { Text: content(text), Html: content(html) },
        Headers: [
          // Programs that answer for people on holiday leave such a mail alone.
          { Name: 'Auto-Submitted', Value: 'auto-generated' },
          ...signOff(unsubscribe),
        ],
      },
    },
  });
  return sending(() => translating('ses:SendEmail', () => client.send(command)));
}

/** One click is for https alone: RFC 8058. */
function signOff(address: string | undefined): { Name: string; Value: string }[] {
  if (address === undefined) return [];
  const oneClick = { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' };
  return [
    { Name: 'List-Unsubscribe', Value: `<${address}>` },
    ...(address.startsWith('https:') ? [oneClick] : []),
  ];
}
