import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import dynalite from 'dynalite';
import { closeServer, listenOnLoopback } from './loopback.ts';

export interface DynamodbEndpoint {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * A DynamoDB protocol server on loopback. With `dataDir` the tables are kept there (LevelDB, written through to the
 * operating system on every put, so that they survive SIGKILL of the process); without it they are in memory.
 */
export async function startDynamodbEndpoint(options: {
  readonly dataDir?: string;
}): Promise<DynamodbEndpoint> {
  const server = dynalite({
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
    ...(options.dataDir === undefined ? {} : { path: options.dataDir }),
  });
  surviveBrokenRequests(server);
  const url = await listenOnLoopback(server);
  return { url, stop: () => closeServer(server) };
}

/**
 * The server throws on the error event of a request, so a client that is killed while it writes would take this process
 * with it. The error is dropped instead: the answer has no reader any more.
 */
function surviveBrokenRequests(server: Server): void {
  const handlers = server.listeners('request') as ((
    request: IncomingMessage,
    response: ServerResponse,
  ) => void)[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    for (const handle of handlers) handle(request, response);
    request.removeAllListeners('error');
    request.on('error', () => response.destroy());
  });
}
