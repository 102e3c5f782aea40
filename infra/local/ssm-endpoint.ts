import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { closeServer, listenOnLoopback } from './loopback.ts';
import { boundedText, type Fault, give, type Reply, regionOf } from './signed-request.ts';
import {
  type Answer,
  failure,
  type Input,
  namesOf,
  operations,
  type Served,
  type StoredParameters,
} from './ssm-operations.ts';

export type { Fault } from './signed-request.ts';
export type { StoredParameter } from './ssm-operations.ts';

/** A call that reached the endpoint. */
export interface SsmCall {
  readonly region: string;
  /** The names asked for; of a listing, its path. */
  readonly names: readonly string[];
  /** How many calls this Region has had, this one included: 1, 2, … */
  readonly count: number;
}

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

  async function answerTo(request: IncomingMessage): Promise<Answer | Reply> {
    const body = await boundedText(request);
    if (body === undefined) return failure('RequestEntityTooLargeException', undefined, 413);
    const region = regionOf(request, 'ssm');
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
    answerTo(request)
      .then((answer) => give(replyOf(answer), response, headers()))
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

function replyOf(answer: Answer | Reply): Reply {
  return typeof answer === 'object' && 'body' in answer
    ? { status: answer.status, text: JSON.stringify(answer.body) }
    : answer;
}

function headers() {
  return { 'Content-Type': 'application/x-amz-json-1.1', 'x-amzn-RequestId': randomUUID() };
}

function faulty(fault: Fault): Answer | Reply {
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
