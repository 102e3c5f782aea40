import { createServer, request as forward } from 'node:http';
import { closeServer, listenOnLoopback } from '../../infra/local/loopback.ts';

export interface ThrottlingProxy {
  readonly url: string;
  /** Asked for each request from now on, whether it is throttled. */
  readonly throttle: (decide: () => boolean) => void;
  readonly throttled: () => number;
  readonly stop: () => Promise<void>;
}

const refusal = JSON.stringify({
  __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
  message: 'The level of configured provisioned throughput for the table was exceeded.',
});

/** Stands before the embedded DynamoDB, and refuses some requests as a table does that has too many. */
export async function startThrottlingProxy(target: string): Promise<ThrottlingProxy> {
  let decide = () => false;
  let throttled = 0;
  const server = createServer((incoming, response) => {
    incoming.on('error', () => response.destroy());
    if (decide()) {
      throttled += 1;
      incoming.resume();
      incoming.on('end', () =>
        response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(refusal),
      );
      return;
    }
    const { headers, method } = incoming;
    const onward = forward(new URL(incoming.url ?? '/', target), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    incoming.pipe(onward);
  });
  return {
    url: await listenOnLoopback(server),
    throttle: (next) => {
      decide = next;
    },
    throttled: () => throttled,
    stop: () => closeServer(server),
  };
}
