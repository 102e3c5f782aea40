import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { closeServer, listenOnLoopback } from './loopback.ts';

/** A request that the endpoint got. */
export interface SunkRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What goes wrong instead of an answer. */
export type SinkFault =
  /** This answer; the message is taken only with `taken`. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly taken?: true;
    }
  /** The message is taken, and the connection ends without an answer. */
  | { readonly kind: 'reset-after' }
  /** The connection ends before the message is taken. */
  | { readonly kind: 'reset' }
  /** The answer comes so much later. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** No answer ever comes. */
  | { readonly kind: 'hang' };

export interface WebhookEndpoint {
  /** `http://127.0.0.1:port`: incoming webhooks of Slack are below /services/, its Web API below /api/, others anywhere else. */
  readonly url: string;
  /** Messages that were taken, oldest first. */
  readonly taken: () => readonly SunkRequest[];
  /** Every request so far, oldest first. */
  readonly requests: () => readonly SunkRequest[];
  /** Decides for each request whether something goes wrong; `undefined` answers it. */
  readonly fault: (decide: (request: SunkRequest) => SinkFault | undefined) => void;
  /** Messages of a channel as the Web API keeps them, oldest first. */
  readonly channel: (id: string) => readonly ChannelMessage[];
  /** Waits until no request is on its way any more, those of clients that are gone included. */
  readonly quiet: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface ChannelMessage {
  readonly ts: string;
  readonly text: string;
  readonly thread_ts?: string;
  readonly metadata?: {
    readonly event_type: string;
    readonly event_payload: Readonly<Record<string, unknown>>;
  };
  /** An answer in a thread that is shown in the channel too. */
  readonly broadcast: boolean;
  readonly edits: number;
}

const bodyLimit = 1024 * 1024;

/** Plays, on loopback, Slack's incoming webhooks, the methods of its Web API that are used here, and any other receiver of messages. */
export async function startWebhookEndpoint(): Promise<WebhookEndpoint> {
  const taken: SunkRequest[] = [];
  const requests: SunkRequest[] = [];
  const channels = new Map<string, ChannelMessage[]>();
  let decide: (request: SunkRequest) => SinkFault | undefined = () => undefined;
  let stamp = 0;
  const post = (input: SlackInput) => {
    stamp += 1;
    const { channel, metadata, reply_broadcast: broadcast = false, text, thread_ts } = input;
    const ts = `${Math.floor(Date.now() / 1000)}.${String(stamp).padStart(6, '0')}`;
    const thread = thread_ts === undefined ? {} : { thread_ts };
    const message = {
      ts,
      text,
      edits: 0,
      broadcast,
      ...thread,
      ...(metadata === undefined ? {} : { metadata }),
    };
    channels.set(channel, [...(channels.get(channel) ?? []), message]);
    return { ok: true, channel, ts };
  };

  function take(request: SunkRequest): object | string {
    const method = /^\/api\/([\w.]+)$/.exec(request.path)?.[1];
    if (method === undefined || method === 'chat.postMessage') taken.push(request);
    if (method === undefined) return 'ok';
    const input = inputOf(method, request);
    if (input === undefined) return { ok: false, error: 'invalid_arguments' };
    const messages = channels.get(input.channel) ?? [];
    switch (method) {
      case 'chat.postMessage':
        return post(input);
      case 'chat.update': {
        const at = messages.findIndex(({ ts }) => ts === input.ts);
        const [before] = messages.slice(at, at + 1);
        if (at < 0 || before === undefined) return { ok: false, error: 'message_not_found' };
        messages[at] = { ...before, text: input.text, edits: before.edits + 1 };
        return { ok: true, channel: input.channel, ts: input.ts };
      }
      case 'conversations.history':
        // Answers in a thread are in the channel's history only where they were broadcast; newest first.
        return {
          ok: true,
          messages: messages
            .filter(({ thread_ts: t, broadcast }) => t === undefined || broadcast)
            .toReversed(),
        };
      case 'conversations.replies':
        return { ok: true, messages: messages.filter(({ thread_ts: t, ts }) => (t ?? ts) === input.ts) };
      default:
        return { ok: false, error: 'unknown_method' };
    }
  }

  const server = createServer((incoming, response) => {
    textOf(incoming)
      .then((body) => {
        const request = { path: incoming.url ?? '/', headers: incoming.headers, body };
        requests.push(request);
        answer(response, decide(request), () => take(request));
      })
      // A client that goes away in the middle of its request has no reader for an answer.
      .catch(() => response.destroy());
  });
  return {
    url: await listenOnLoopback(server),
    taken: () => taken,
    requests: () => requests,
    fault: (next) => {
      decide = next;
    },
    channel: (id) => channels.get(id) ?? [],
    quiet: async () => {
      // Once more after a moment: a connection counts from when this process has accepted it.
      for (let calm = 0; calm < 2; calm = (await openConnections(server)) === 0 ? calm + 1 : 0) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    stop: () => closeServer(server),
  };
}

function openConnections(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
  });
}

/** Methods that read take forms alone: they see no argument in JSON. */
function inputOf(method: string, { body, headers }: SunkRequest): SlackInput | undefined {
  if (!method.startsWith('conversations.')) return JSON.parse(body) as SlackInput;
  if (headers['content-type'] !== 'application/x-www-form-urlencoded') return undefined;
  const form = new URLSearchParams(body);
  const [channel, ts] = [form.get('channel'), form.get('ts')];
  return channel === null ? undefined : { channel, text: '', ...(ts === null ? {} : { ts }) };
}

interface SlackInput {
  readonly channel: string;
  readonly text: string;
  readonly reply_broadcast?: boolean;
  readonly ts?: string;
  readonly thread_ts?: string;
  readonly metadata?: NonNullable<ChannelMessage['metadata']>;
}

function answer(response: ServerResponse, fault: SinkFault | undefined, take: () => object | string): void {
  switch (fault?.kind) {
    case 'hang':
      return;
    case 'reset':
      response.destroy();
      return;
    case 'reset-after':
      take();
      response.destroy();
      return;
    case 'answer':
      if (fault.taken === true) take();
      response.writeHead(fault.status, { ...fault.headers }).end(fault.body ?? '');
      return;
    case 'slow':
      setTimeout(() => give(response, take()), fault.ms);
      return;
    default:
      give(response, take());
  }
}

function give(response: ServerResponse, said: object | string): void {
  const text = typeof said === 'string' ? said : JSON.stringify(said);
  const type = typeof said === 'string' ? 'text/html' : 'application/json; charset=utf-8';
  response.writeHead(200, { 'content-type': type }).end(text);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length > bodyLimit) throw new RangeError('A body of more than 1 MB.');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}
