import { createServer, request as forward, type IncomingMessage } from 'node:http';
import { closeServer, listenOnLoopback } from '../../infra/local/loopback.ts';
import { type Access, accessesOf, type WireCall } from './accesses.ts';

export interface Recorder {
  /** In the place of every endpoint of AWS. */
  readonly url: string;
  /** What was asked of AWS, in the words of IAM, with the resources. */
  readonly accesses: readonly Access[];
  readonly stop: () => Promise<void>;
}

/** Endpoints by the name of the service that a request is signed for. */
export type Endpoints = Readonly<Record<string, string>>;

/** Stands between one function and AWS: writes down each request as it is on the wire, and hands it on. */
export async function startRecorder(endpoints: Endpoints, account: string): Promise<Recorder> {
  const accesses: Access[] = [];

  async function take(incoming: IncomingMessage) {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const call: WireCall = {
      ...scopeOf(incoming),
      path: incoming.url ?? '/',
      headers: incoming.headers,
      body: body.toString(),
      account,
    };
    const target = endpoints[call.service];
    if (target === undefined) throw new Error(`A request for ${call.service}, which nothing plays.`);
    accesses.push(...accessesOf(call));
    return { body, target };
  }

  const server = createServer((incoming, response) => {
    take(incoming)
      .then(({ body, target }) => {
        const { headers, method, url } = incoming;
        const onward = forward(new URL(url ?? '/', target), { method, headers }, (answer) => {
          response.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(response);
        });
        onward.on('error', () => response.destroy());
        onward.end(body);
      })
      .catch((error: unknown) => {
        response.writeHead(501).end(String(error));
      });
  });
  return { url: await listenOnLoopback(server), accesses, stop: () => closeServer(server) };
}

/** Region and service of the signature's scope: `Credential=KEY/20240817/us-east-1/ssm/aws4_request`. */
function scopeOf({ headers }: IncomingMessage): Pick<WireCall, 'region' | 'service'> {
  const scope = /Credential=[^/,]+\/\d{8}\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request/;
  const [, region = '', service = ''] = scope.exec(headers.authorization ?? '') ?? [];
  return { region, service };
}
