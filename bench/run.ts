import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { measureCheck } from './check.ts';
import { measureColdStart } from './cold-start.ts';
import { measureDeliveries } from './deliveries.ts';
import { measureFeed } from './feed.ts';
import { measureGrowth } from './growth.ts';
import { type Measurement, renderTable } from './measurement.ts';
import { measureNotes, measurePipeline } from './pipeline.ts';
import { measureRegions } from './regions.ts';
import { measureReplays } from './replay.ts';
import { measureUnchangedPoll } from './unchanged-poll.ts';

/*
 * npm run bench                      a table of everything, in under three minutes
 * npm run bench -- --json            the same as JSON
 * npm run bench -- --notes FILE      with the reader of upstream's CHANGELOG.md
 * npm run bench -- --only growth     one part: pipeline, cold-start, replay, check, unchanged, deliveries, regions, growth or feed
 *
 * Nothing here fails because a machine is slow: the promise stands beside the value.
 */
const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    notes: { type: 'string' },
    only: { type: 'string' },
  },
});
const { notes } = options;

const parts: Readonly<Record<string, () => Promise<readonly Measurement[]>>> = {
  // First, while the process is as cold as a command line's.
  pipeline: measurePipeline,
  ...(notes === undefined ? {} : { notes: () => measureNotes(notes) }),
  'cold-start': measureColdStart,
  replay: measureReplays,
  check: measureCheck,
  unchanged: measureUnchangedPoll,
  deliveries: measureDeliveries,
  regions: measureRegions,
  growth: measureGrowth,
  feed: measureFeed,
};

const chosen = Object.entries(parts).filter(([name]) => options.only === undefined || name === options.only);
if (chosen.length === 0) {
  console.error(`There is no part ${options.only}; there are ${Object.keys(parts).join(', ')}.`);
  process.exitCode = 2;
}

const measurements: Measurement[] = [];
for (const [name, measure] of chosen) {
  if (process.stderr.isTTY) process.stderr.write(`measuring ${name} …\n`);
  measurements.push(...(await measure()));
}
const machine = `Node.js ${process.version}, ${process.platform} ${process.arch}, ${availableParallelism()} cores`;
if (options.json) console.log(JSON.stringify({ machine, measurements }, undefined, 2));
else if (chosen.length > 0) console.log(`${machine}\n\n${renderTable(measurements)}`);
