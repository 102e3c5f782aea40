import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { closeServer, listenOnLoopback } from '../../infra/local/loopback.ts';

/** What Lambda, EventBridge Scheduler, CloudWatch and SNS say of a deployment. */
export interface ControlPlaneAnswers {
  readonly functions: Readonly<Record<string, object>>;
  readonly schedules: readonly object[];
  readonly alarms: readonly object[];
  readonly datapoints: readonly object[];
  /** States of what deliveries take messages from. */
  readonly sources: readonly string[];
  /** ARNs of subscriptions, or what stands there until they are confirmed. */
  readonly subscriptions: readonly string[];
  /** Actions that the caller may not take. */
  readonly denied?: readonly string[];
}

function subscriptionsXml(arns: readonly string[]): string {
  const members = arns.map((arn) => `<member><SubscriptionArn>${arn}</SubscriptionArn></member>`).join('');
  return `<ListSubscriptionsByTopicResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><ListSubscriptionsByTopicResult><Subscriptions>${members}</Subscriptions></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>`;
}

/** One server for all, on loopback, with the protocols of the SDK: JSON over REST, JSON 1.0 for CloudWatch, forms and XML for SNS. */
export async function startControlPlane(answers: () => ControlPlaneAnswers) {
  async function answer(request: IncomingMessage): Promise<readonly [number, object | string]> {
    const { alarms, datapoints, denied = [], functions, schedules, sources, subscriptions } = answers();
    const form = new URLSearchParams(await text(request));
    if (form.get('Action') === 'ListSubscriptionsByTopic') return [200, subscriptionsXml(subscriptions)];
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
    if (pathname.endsWith('/event-source-mappings'))
      return [200, { EventSourceMappings: sources.map((State) => ({ State, UUID: 'the-mapping' })) }];
    if (action === 'schedules') return [200, { Schedules: schedules }];
    if (action === 'DescribeAlarms') return [200, { MetricAlarms: alarms, CompositeAlarms: [] }];
    if (action === 'GetMetricStatistics') return [200, { Label: 'Polls', Datapoints: datapoints }];
    return [400, { __type: 'UnknownOperationException', message: action }];
  }
  const server = createServer((request, response) => {
    answer(request)
      .then(([status, body]) => {
        const isXml = typeof body === 'string';
        response.writeHead(status, { 'content-type': isXml ? 'text/xml' : 'application/json' });
        response.end(isXml ? body : JSON.stringify(body));
      })
      .catch(() => response.destroy());
  });
  return { url: await listenOnLoopback(server), stop: () => closeServer(server) };
}

export function arnOf(name: string): string {
  return `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
}
