import { Command } from 'commander';
import { readFolder, readPort } from '../arguments.ts';

/** `amiwatch serve`: the feed, the API and the page on loopback. */
export function serveCommand(): Command {
  return new Command('serve')
    .description(
      'Serve the feed and the API on loopback: the recorded history, and what a table has beside it.',
    )
    .option('--port <port>', 'port on loopback; 0 takes a free one', readPort, 8731)
    .option('--store <dir>', 'the table of a replay with --data, or an empty one', readFolder)
    .addHelpText(
      'after',
      `
Examples:
  $ amiwatch serve
  $ curl -s 'http://127.0.0.1:8731/v1/diff?from=v20240729&to=v20240817&kubernetes=1.30'
  $ amiwatch serve --store .amiwatch --port 0`,
    )
    .action(async (options) => {
      const { serve } = await import('../serve.ts');
      await serve(options);
    });
}
