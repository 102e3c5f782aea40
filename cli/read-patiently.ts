import { readSync } from 'node:fs';

/**
 * Reads what is there into the buffer from `offset` on, and waits where a pipe's writer is slower than we are: another part of the program may
 * have made standard input one that does not block.
 *
 * @returns the number of bytes, 0 at the end.
 */
export function readPatiently(descriptor: number, buffer: Buffer, offset = 0): number {
  for (;;) {
    try {
      return readSync(descriptor, buffer, offset, buffer.length - offset, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}
