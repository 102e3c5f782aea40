import { createProgram } from './program.ts';
import { run } from './run.ts';

// `amiwatch extract … | head` closes the pipe while there is more to write: that is the reader's right, and no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await run(createProgram(), process.argv);
