import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { closeServer, listenOnLoopback } from '../../infra/local/loopback.ts';

/** What a function answered with instead of a result, or why it gave none. */
export class InvocationError extends Error {
  override readonly name = 'InvocationError';
  /** The class of the error that the handler threw. */
  readonly errorType: string;

  constructor(errorType: string, message: string) {
    super(message);
    this.errorType = errorType;
  }
}

export interface RuntimeApi {
  /** Host and port, as AWS_LAMBDA_RUNTIME_API has them. */
  readonly address: string;
  /** Hands an event to the function and gives what it answers. */
  readonly invoke: (event: unknown, deadline: Date) => Promise<unknown>;
  /** Ends what is under way, and everything that is asked from now on. */
  readonly fail: (error: InvocationError) => void;
  readonly stop: () => Promise<void>;
}

interface Invocation {
  readonly id: string;
  readonly body: string;
  readonly deadline: Date;
  readonly settle: { readonly resolve: (answer: unknown) => void; readonly reject: (error: Error) => void };
}

const root = '/2018-06-01/runtime';

/**
 * Lambda's side of the Runtime API, on loopback, for one process of one function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function startRuntimeApi(functionArn: string): Promise<RuntimeApi> {
  const waiting: Invocation[] = [];
  const underWay = new Map<string, Invocation>();
  let idle: ServerResponse | undefined;
  let failure: InvocationError | undefined;

  function hand(): void {
    const invocation = idle === undefined ? undefined : waiting.shift();
    if (idle === undefined || invocation === undefined) return;
    underWay.set(invocation.id, invocation);
    idle
      .writeHead(200, {
        'content-type': 'application/json',
        'lambda-runtime-aws-request-id': invocation.id,
        'lambda-runtime-deadline-ms': String(invocation.deadline.getTime()),
        'lambda-runtime-invoked-function-arn': functionArn,
      })
      .end(invocation.body);
    idle = undefined;
  }

  function fail(error: InvocationError): void {
    failure = error;
    for (const { settle } of [...waiting.splice(0), ...underWay.values()]) settle.reject(error);
    underWay.clear();
  }

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    if (request.method === 'GET' && path === `${root}/invocation/next`) {
      idle = response;
      return hand();
    }
    const body = await textOf(request);
    const [, id = '', kind] = /\/invocation\/([\w-]+)\/(response|error)$/.exec(path) ?? [];
    const invocation = underWay.get(id);
    underWay.delete(id);
    if (path === `${root}/init/error`) fail(errorOf(body));
    else if (invocation === undefined) return void response.writeHead(404).end('{}');
    else if (kind === 'error') invocation.settle.reject(errorOf(body));
    else invocation.settle.resolve(body === '' ? undefined : JSON.parse(body));
    response.writeHead(202).end('{}');
  }

  const server = createServer((request, response) => {
    take(request, response).catch(() => response.destroy());
  });
  const url = await listenOnLoopback(server);
  return {
    address: new URL(url).host,
    invoke: (event, deadline) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) return reject(failure);
        const settle = { resolve, reject };
        waiting.push({ id: randomUUID(), body: JSON.stringify(event), deadline, settle });
        hand();
      }),
    fail,
    stop: () => closeServer(server),
  };
}

function errorOf(body: string): InvocationError {
  const { errorMessage = '', errorType = 'Unknown' } = JSON.parse(body) as {
    readonly errorMessage?: string;
    readonly errorType?: string;
  };
  return new InvocationError(errorType, errorMessage);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
