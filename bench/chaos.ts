import { campaign } from './chaos/campaign.ts';
import { describeTally } from './chaos/describe-tally.ts';
import { readChaosOptions } from './chaos/options.ts';

/*
 * npm run chaos -- --help
 *
 * Polls and deliveries in processes that are killed at random, against servers on loopback that fail at random. Ends with 1
 * when anything that was owed did not arrive, or arrived twice where it must not.
 */
const options = readChaosOptions(process.argv.slice(2));
if ('print' in options) {
  (options.code === 0 ? process.stdout : process.stderr).write(`${options.print}\n`);
  process.exit(options.code);
}
const { runs, seed } = options;
const started = performance.now();
const progress = (done: number) => {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${runs}${done === runs ? '\n' : ''}`);
};
const tally = await campaign({ runs, seed, progress });
const seconds = Math.round((performance.now() - started) / 1000);
console.log(JSON.stringify({ ...tally, seconds }, undefined, 2));
console.log(describeTally(tally));
process.exitCode = tally.broken.length > 0 ? 1 : 0;
