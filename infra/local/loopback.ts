import type { Server } from 'node:http';

/**
 * Starts listening on 127.0.0.1 only, on a free port unless one is named: the emulated services ask for no credentials, so other machines must
 * not reach them. Gives the base URL, without a slash at the end.
 */
export function listenOnLoopback(server: Server, port = 0): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string')
        reject(new Error('The server listens on no port.'));
      else resolve(`http://127.0.0.1:${address.port}`);
    });
  });
}

/** Ends every connection, hanging ones too, and closes the server. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
