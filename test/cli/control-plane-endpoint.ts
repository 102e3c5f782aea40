import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { closeServer, listenOnLoopback } from '../../infra/local/loopback.ts';

/** What Lambda, EventBridge Scheduler and CloudWatch say of a deployment. */
export interface ControlPlaneAnswers {
  readonly functions: Readonly<Record<string, object>>;
  readonly schedules: readonly object[];
  readonly alarms: readonly object[];
  readonly datapoints: readonly object[];
  /** Actions that the caller may not take. */
  readonly denied?: readonly string[];
}

/** One server for the three, on loopback, with the protocols of the SDK: JSON over REST, and JSON 1.0 for CloudWatch. */
export async function startControlPlane(answers: () => ControlPlaneAnswers) {
  async function answer(request: IncomingMessage): Promise<readonly [number, object]> {
    const { alarms, datapoints, denied = [], functions, schedules } = answers();
    await text(request);
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const action = String(request.headers['x-amz-target'] ?? pathname).replace(/^.*[./]/, '');
    if (denied.includes(action)) return [403, { __type: 'AccessDeniedException', message: 'not authorized' }];
    const name = /\/functions\/([^/]+)\/configuration$/.exec(pathname)?.[1];
    if (name !== undefined) {
      const found = functions[name];
      return found === undefined
        ? [404, { __type: 'ResourceNotFoundException', message: `Function not found: ${name}` }]
        : [200, { FunctionArn: arnOf(name), State: 'Active', ...found }];
    }
    if (action === 'schedules') return [200, { Schedules: schedules }];
    if (action === 'DescribeAlarms') return [200, { MetricAlarms: alarms, CompositeAlarms: [] }];
    if (action === 'GetMetricStatistics') return [200, { Label: 'Polls', Datapoints: datapoints }];
    return [400, { __type: 'UnknownOperationException', message: action }];
  }
  const server = createServer((request, response) => {
    answer(request)
      .then(([status, body]) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      })
      .catch(() => response.destroy());
  });
  return { url: await listenOnLoopback(server), stop: () => closeServer(server) };
}

export function arnOf(name: string): string {
  return `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
}
