import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as z from 'zod';
import { closeServer, listenOnLoopback } from './loopback.ts';

const content = z.object({ Data: z.string().min(1), Charset: z.string().optional() });
const header = z.object({
  Name: z.string().regex(/^[!-9;-~]{1,126}$/),
  Value: z.string().regex(/^[\x20-\x7e]{1,870}$/),
});

const mailSchema = z.object({
  FromEmailAddress: z.string().regex(/@/),
  Destination: z.object({ ToAddresses: z.array(z.string().regex(/@/)).min(1).max(50) }),
  ReplyToAddresses: z.array(z.string()).optional(),
  Content: z.object({
    Simple: z.object({
      Subject: content,
      Body: z.object({ Text: content.optional(), Html: content.optional() }),
      Headers: z.array(header).max(15).optional(),
    }),
  }),
});

/** A mail as SES was given it. */
export type SesMail = z.infer<typeof mailSchema>;

/** What goes wrong instead of an answer. */
export type SesFault =
  /** An error of the service; nothing is sent. */
  | { readonly kind: 'error'; readonly type: string; readonly status: number }
  /** The mail is sent, and the connection ends without an answer. */
  | { readonly kind: 'reset-after' }
  /** The connection ends before the mail is taken. */
  | { readonly kind: 'reset' };

export interface SesEndpoint {
  readonly url: string;
  /** Mails that were sent, oldest first. */
  readonly sent: () => readonly SesMail[];
  /** How many calls came, however they ended. */
  readonly calls: () => number;
  /** Decides for each call, by its number from 1, whether something goes wrong; `undefined` sends the mail. */
  readonly fault: (decide: (call: number) => SesFault | undefined) => void;
  readonly stop: () => Promise<void>;
}

/**
 * Takes mails on loopback as SES v2 does: SendEmail with simple content, the bounds of its headers and recipients, its errors.
 *
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
 */
export async function startSesEndpoint(): Promise<SesEndpoint> {
  const sent: SesMail[] = [];
  let calls = 0;
  let decide: (call: number) => SesFault | undefined = () => undefined;

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (request.method !== 'POST' || request.url !== '/v2/email/outbound-emails')
      return refuse(response, 404, 'NotFoundException', 'There is SendEmail alone.');
    calls += 1;
    const fault = decide(calls);
    if (fault?.kind === 'error') return refuse(response, fault.status, fault.type, 'as the test wants it');
    if (fault?.kind === 'reset') return void response.destroy();
    const mail = mailSchema.safeParse(JSON.parse(Buffer.concat(chunks).toString()));
    if (!mail.success) return refuse(response, 400, 'BadRequestException', mail.error.message);
    sent.push(mail.data);
    if (fault?.kind === 'reset-after') return void response.destroy();
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ MessageId: `mail-${sent.length}` }));
  }

  const server = createServer((request, response) => {
    take(request, response).catch(() => response.destroy());
  });
  return {
    url: await listenOnLoopback(server),
    sent: () => sent,
    calls: () => calls,
    fault: (next) => {
      decide = next;
    },
    stop: () => closeServer(server),
  };
}

function refuse(response: ServerResponse, status: number, type: string, message: string): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type })
    .end(JSON.stringify({ message }));
}
