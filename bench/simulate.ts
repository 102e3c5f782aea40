import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { measuredPath, readMeasured } from '../cli/cost/measured.ts';
import { renderCostTables } from '../cli/cost/render-cost.ts';
import { coldStarts } from './cold-start.ts';
import { historyGrowth, releasesInAYear } from './scale/history-growth.ts';
import { measureScale } from './scale/measure-scale.ts';

/*
 * npm run simulate    runs the handlers at three sizes on the embedded AWS, under two minutes, and writes what they took to
 *                     docs/cost-measured.json, prints what they come to; `npm run compile` makes docs/cost.md of it
 */
const say = (text: string) => process.stderr.write(`${text} …\n`);

say('one Region');
const one = await measureScale({ regions: 1, minors: 7, routes: 5 }, async () => undefined);
say('34 Regions');
const all = await measureScale({ regions: 34, minors: 7, routes: 5 }, async () => undefined);
say('50 Regions, 100 tracks, 1,000 routes, ten years');
const far = await measureScale({ regions: 50, minors: 20, routes: 1000 }, (table, units) =>
  historyGrowth(table, units, [1, 5, 10]),
);
say('cold starts');
const measured = {
  machine: `Node.js ${process.version}, ${process.platform} ${process.arch}, ${availableParallelism()} cores`,
  on: new Date().toISOString().slice(0, 10),
  releasesInAYear: releasesInAYear(),
  one,
  all,
  far,
  coldStarts: await coldStarts(),
};
const rounded = (_: string, value: unknown) =>
  typeof value === 'number' ? Math.round(value * 100) / 100 : value;
await writeFile(measuredPath, `${JSON.stringify(measured, rounded, 2)}\n`);
process.stdout.write(
  `\nA month in US dollars, then what ends first in ten years:\n\n${renderCostTables(readMeasured())}\n`,
);
process.stderr.write(
  'docs/cost-measured.json has these measurements now; npm run compile makes docs/cost.md of them, git checkout docs/cost-measured.json takes them back.\n',
);
