import { createServer, type ServerResponse } from 'node:http';
import { closeServer, listenOnLoopback } from '../../infra/local/loopback.ts';

/** What the sink does with a message; `ok` takes it. */
export type SlackAnswer =
  | 'ok'
  | 'hang'
  | 'reset'
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> };

/** A Slack on loopback, as far as an incoming webhook is concerned. */
export interface SlackSink {
  /** The webhook's address; the last part is what nobody may print. */
  readonly webhook: string;
  readonly origin: string;
  /** The texts that were posted, those that were refused included, with the time of each. */
  readonly posts: () => readonly { readonly text: string; readonly at: number }[];
  /** Asked for each post, by its number: 1, 2, … */
  readonly answer: (decide: (post: number) => SlackAnswer) => void;
  readonly stop: () => Promise<void>;
}

export const secret = 'verysecretverysecret';

export async function startSlackSink(): Promise<SlackSink> {
  const posts: { text: string; at: number }[] = [];
  let decide: (post: number) => SlackAnswer = () => 'ok';
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    posts.push({ text: (JSON.parse(body) as { text: string }).text, at: Date.now() });
    give(decide(posts.length), response);
  });
  const origin = await listenOnLoopback(server);
  return {
    webhook: `${origin}/services/T0/B0/${secret}`,
    origin,
    posts: () => posts,
    answer: (next) => {
      decide = next;
    },
    stop: () => closeServer(server),
  };
}

function give(answer: SlackAnswer, response: ServerResponse): void {
  if (answer === 'hang') return;
  if (answer === 'reset') response.destroy();
  else if (answer === 'ok') response.writeHead(200).end('ok');
  else response.writeHead(answer.status, answer.headers).end(answer.body);
}
