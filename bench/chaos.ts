import { parseArgs } from 'node:util';
import { campaign } from './chaos/campaign.ts';

/*
 * npm run chaos                          100 runs
 * npm run chaos -- --runs N --seed S     N runs; a run that broke something is the first one of its own seed
 *
 * Polls and deliveries in processes that are killed at random, against servers on loopback that fail at random. Ends with 1
 * when anything that was owed did not arrive, or arrived twice where it must not.
 */
const { values: options } = parseArgs({
  options: { runs: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } },
});
const runs = Number(options.runs);
const seed = Number(options.seed);
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed)) {
  console.error('--runs and --seed are whole numbers; there is at least one run.');
  process.exit(2);
}
const started = performance.now();
const progress = (done: number) => {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${runs}`);
};
const tally = await campaign({ runs, seed, progress });
const seconds = Math.round((performance.now() - started) / 1000);
console.log(`${JSON.stringify({ ...tally, seconds }, undefined, 2)}`);
process.exitCode = tally.broken.length > 0 ? 1 : 0;
