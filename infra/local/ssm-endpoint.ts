import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { closeServer, listenOnLoopback } from './loopback.ts';
import {
  type Answer,
  failure,
  type Input,
  namesOf,
  operations,
  type Served,
  type StoredParameters,
} from './ssm-operations.ts';

export type { StoredParameter } from './ssm-operations.ts';

/** A call that reached the endpoint. */
export interface SsmCall {
  readonly region: string;
  /** The names asked for; of a listing, its path. */
  readonly names: readonly string[];
  /** How many calls this Region has had, this one included: 1, 2, … */
  readonly count: number;
}

/** What goes wrong with a call instead of its answer. */
export type Fault =
  /** `ThrottlingException`, HTTP 400. */
  | { readonly kind: 'throttle' }
  /** `InternalServerError`, HTTP 500. */
  | { readonly kind: 'internal' }
  /** Any other error of the service, `AccessDeniedException` for one; HTTP 400 unless said otherwise. */
  | { readonly kind: 'error'; readonly type: string; readonly message?: string; readonly status?: number }
  /** The connection stays open and no answer ever comes. */
  | { readonly kind: 'hang' }
  /** The connection is cut. */
  | { readonly kind: 'reset' }
  /** Any bytes as the body, HTTP 200 unless said otherwise: a proxy's page, half a document. */
  | { readonly kind: 'body'; readonly body: string; readonly status?: number };

export interface SsmEndpoint {
  readonly url: string;
  /** What each Region answers with from now on: Region → name → parameter. A map that changes has to be served again. */
  readonly serve: (values: ReadonlyMap<string, StoredParameters>) => void;
  /** How many GetParameters calls came so far, in all Regions, answered well or with a fault. */
  readonly calls: () => number;
  /** Asked before every call from now on; `undefined` lets the call through. */
  readonly fault: (fault: (call: SsmCall) => Fault | undefined) => void;
  readonly stop: () => Promise<void>;
}

type Reply = Answer | { readonly status: number; readonly text: string } | 'hang' | 'reset';

/** Far above any call that the operations accept. */
const bodyLimitBytes = 64 * 1024;

/**
 * A server on loopback that speaks the Systems Manager protocol (awsJson1.1) for the operations that read parameters.
 * One server stands for every Region: a call's Region is the one that its signature names.
 */
export async function startSsmEndpoint(): Promise<SsmEndpoint> {
  let served: ReadonlyMap<string, StoredParameters> = new Map();
  const ordered = new Map<string, Served>();
  const servedIn = (region: string): Served => {
    const known = ordered.get(region);
    if (known !== undefined) return known;
    const parameters = served.get(region) ?? new Map();
    const made = { parameters, names: [...parameters.keys()].sort() };
    ordered.set(region, made);
    return made;
  };
  let faultOf: (call: SsmCall) => Fault | undefined = () => undefined;
  let getParametersCalls = 0;
  const callsOf = new Map<string, number>();

  async function replyTo(request: IncomingMessage): Promise<Reply> {
    const body = await boundedText(request);
    if (body === undefined) return failure('RequestEntityTooLargeException', undefined, 413);
    const region = regionOf(request.headers.authorization);
    if (region === undefined) return failure('MissingAuthenticationTokenException');
    const [service, name = ''] = String(request.headers['x-amz-target']).split('.');
    const operation = service === 'AmazonSSM' ? operations.get(name) : undefined;
    if (operation === undefined) return failure('UnknownOperationException');
    const input = parseInput(body);
    if (input === undefined) return failure('SerializationException');

    if (name === 'GetParameters') getParametersCalls += 1;
    const count = (callsOf.get(region) ?? 0) + 1;
    callsOf.set(region, count);
    const fault = faultOf({ region, names: namesOf(input), count });
    return fault === undefined ? operation(input, region, servedIn(region)) : faulty(fault);
  }

  const server = createServer((request, response) => {
    replyTo(request)
      .then((reply) => give(reply, response))
      // A client that goes away in the middle of its request has no reader for an answer.
      .catch(() => response.destroy());
  });
  return {
    url: await listenOnLoopback(server),
    serve: (values) => {
      served = values;
      ordered.clear();
    },
    calls: () => getParametersCalls,
    fault: (fault) => {
      faultOf = fault;
    },
    stop: () => closeServer(server),
  };
}

function faulty(fault: Fault): Reply {
  switch (fault.kind) {
    case 'throttle':
      return failure('ThrottlingException', 'Rate exceeded');
    case 'internal':
      return failure('InternalServerError', undefined, 500);
    case 'error':
      return failure(fault.type, fault.message, fault.status);
    case 'body':
      return { status: fault.status ?? 200, text: fault.body };
    case 'reset':
    case 'hang':
      return fault.kind;
  }
}

function give(reply: Reply, response: ServerResponse): void {
  if (reply === 'hang') return;
  if (reply === 'reset') {
    response.destroy();
    return;
  }
  response
    .writeHead(reply.status, {
      'Content-Type': 'application/x-amz-json-1.1',
      'x-amzn-RequestId': randomUUID(),
    })
    .end('text' in reply ? reply.text : JSON.stringify(reply.body));
}

/** The Region of the credential scope: `Credential=KEY/20240817/us-east-1/ssm/aws4_request`. */
function regionOf(authorization: string | undefined): string | undefined {
  return /Credential=[^/,]+\/\d{8}\/([a-z0-9-]+)\/ssm\/aws4_request/.exec(authorization ?? '')?.[1];
}

/** The body, or `undefined` when it is longer than the limit; no more than the limit is kept. */
async function boundedText(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = chunk as Buffer;
    length += bytes.length;
    // The rest is still drained, up to the server's own time limit, so that the client reads the refusal.
    if (length <= bodyLimitBytes) chunks.push(bytes);
  }
  return length > bodyLimitBytes ? undefined : Buffer.concat(chunks).toString();
}

function parseInput(body: string): Input | undefined {
  try {
    const input: unknown = JSON.parse(body);
    return typeof input === 'object' && input !== null && !Array.isArray(input)
      ? (input as Input)
      : undefined;
  } catch {
    return undefined;
  }
}
