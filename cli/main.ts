import { createProgram } from './program.ts';
import { run } from './run.ts';
import { exitCodes } from './usage-error.ts';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever reads has enough, `| head -1`: that is no failure of ours. A full disk is.
  if (error.code === 'EPIPE') process.exit(exitCodes.ok);
  process.stderr.write(`Cannot write to standard output: ${error.message}.\n`);
  process.exit(exitCodes.crashed);
});

process.exitCode = await run(createProgram(), process.argv);
