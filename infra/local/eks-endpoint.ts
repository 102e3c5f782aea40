import { createServer, type IncomingMessage } from 'node:http';
import { closeServer, listenOnLoopback } from './loopback.ts';
import { type Fault, give, type Reply, regionOf } from './signed-request.ts';

/** Clusters of one Region, each with its node groups as EKS describes them. */
export type Clusters = ReadonlyMap<string, ReadonlyMap<string, Readonly<Record<string, unknown>>>>;

/** A call that reached the endpoint. */
export interface EksCall {
  readonly region: string;
  /** `/clusters/payments/node-groups`. */
  readonly path: string;
}

export interface EksEndpoint {
  readonly url: string;
  /** What each Region has from now on. */
  readonly serve: (regions: ReadonlyMap<string, Clusters>) => void;
  /** Every call so far, answered well or with a fault. */
  readonly calls: () => readonly EksCall[];
  /** Asked before every call from now on; `undefined` lets the call through. */
  readonly fault: (fault: (call: EksCall) => Fault | undefined) => void;
  readonly stop: () => Promise<void>;
}

/** A page of EKS has up to 100 names; small ones make pages of few. */
const pageSize = 2;

/**
 * A server on loopback that speaks EKS's REST protocol, for ListClusters, ListNodegroups and DescribeNodegroup. One server stands for
 * every Region: a call's Region is the one that its signature names.
 */
export async function startEksEndpoint(): Promise<EksEndpoint> {
  let served: ReadonlyMap<string, Clusters> = new Map();
  let faultOf: (call: EksCall) => Fault | undefined = () => undefined;
  const calls: EksCall[] = [];

  function replyTo(request: IncomingMessage): Reply {
    const region = regionOf(request, 'eks');
    if (region === undefined) return failure('MissingAuthenticationTokenException', 'It is not signed.', 403);
    const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const call = { region, path };
    calls.push(call);
    const fault = faultOf(call);
    return fault === undefined ? answer(path, searchParams, served.get(region) ?? new Map()) : faulty(fault);
  }

  const server = createServer((request, response) => {
    give(replyTo(request), response, { 'Content-Type': 'application/json' });
  });
  return {
    url: await listenOnLoopback(server),
    serve: (regions) => {
      served = regions;
    },
    calls: () => calls,
    fault: (fault) => {
      faultOf = fault;
    },
    stop: () => closeServer(server),
  };
}

function answer(path: string, query: URLSearchParams, clusters: Clusters): Reply {
  const [, first, cluster, second, name] = path.split('/').map(decodeURIComponent);
  if (first !== 'clusters') return failure('NotFoundException', `There is no ${path}.`, 404);
  if (cluster === undefined) return page('clusters', [...clusters.keys()], query);
  const groups = clusters.get(cluster);
  if (groups === undefined)
    return failure('ResourceNotFoundException', `No cluster found for name: ${cluster}.`, 404);
  if (second !== 'node-groups') return failure('NotFoundException', `There is no ${path}.`, 404);
  if (name === undefined) return page('nodegroups', [...groups.keys()], query);
  const nodegroup = groups.get(name);
  return nodegroup === undefined
    ? failure('ResourceNotFoundException', `No node group found for name: ${name}.`, 404)
    : json({ nodegroup: { nodegroupName: name, clusterName: cluster, ...nodegroup } });
}

function page(key: string, names: readonly string[], query: URLSearchParams): Reply {
  const from = Number(query.get('nextToken') ?? 0);
  const next = from + pageSize;
  return json({
    [key]: names.slice(from, next),
    ...(next < names.length ? { nextToken: String(next) } : {}),
  });
}

function faulty(fault: Fault): Reply {
  switch (fault.kind) {
    case 'throttle':
      return failure('ThrottlingException', 'Rate exceeded', 429);
    case 'internal':
      return failure('ServerException', 'An internal error has occurred.', 500);
    case 'error':
      return failure(fault.type, fault.message ?? '', fault.status ?? 400);
    case 'body':
      return { status: fault.status ?? 200, text: fault.body };
    case 'reset':
    case 'hang':
      return fault.kind;
  }
}

/** The SDK takes an error's name from the body where no header has it. */
function failure(type: string, message: string, status: number): Reply {
  return { status, text: JSON.stringify({ __type: type, message }) };
}

function json(value: unknown): Reply {
  return { status: 200, text: JSON.stringify(value) };
}
