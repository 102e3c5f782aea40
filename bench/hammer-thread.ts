import { connect, type Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import type { Hammering, Load } from './hammer.ts';

/** As many as keep the server's core busy. */
const connections = 16;
/** Times kept for the percentile. */
const mostTimes = 500_000;

/**
 * Requests as bytes on plain sockets: a whole HTTP client would take more of a core than the server does. The answers to one
 * path are all of one length, which the first answer tells.
 */
async function run({ port, paths, headers, seconds, count }: Hammering): Promise<Load> {
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const requests = paths.map((path) =>
    Buffer.from(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${fields.join('')}\r\n`),
  );
  const lengths = new Map<number, number>();
  const times: number[] = [];
  let asked = 0;
  const started = performance.now();
  const deadline = seconds === undefined ? Number.POSITIVE_INFINITY : started + seconds * 1000;
  const worker = async () => {
    const socket = connect(port, '127.0.0.1').setNoDelay(true);
    while (performance.now() < deadline && asked < (count ?? Number.POSITIVE_INFINITY)) {
      const index = asked % requests.length;
      asked += 1;
      const sent = performance.now();
      const length = await exchange(socket, requests[index] ?? Buffer.alloc(0), lengths.get(index));
      lengths.set(index, length);
      if (times.length < mostTimes) times.push(performance.now() - sent);
    }
    socket.destroy();
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const elapsed = performance.now() - started;
  times.sort((a, b) => a - b);
  return {
    requests: asked,
    perSecond: (asked * 1000) / elapsed,
    p99Ms: times[Math.floor(times.length * 0.99)] ?? Number.NaN,
  };
}

/** Sends a request and waits for its whole answer; gives the answer's length in bytes. */
function exchange(socket: Socket, request: Buffer, known: number | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    let received = 0;
    let head = '';
    let length = known;
    const onData = (chunk: Buffer) => {
      received += chunk.length;
      if (length === undefined) {
        head += chunk.toString('latin1');
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        length = end + 4 + Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
      }
      if (received < length) return;
      socket.off('data', onData).off('error', reject);
      resolve(length);
    };
    socket.on('data', onData).once('error', reject).write(request);
  });
}

parentPort?.postMessage(await run(workerData as Hammering));
