import { join } from 'node:path';
import { markdownTable, percent } from '../backtest/table.ts';
import type { FixedParts } from './fixed-parts.ts';
import { limitsOf, tableBytes } from './limits.ts';
import type { Measured, MeasuredScale } from './measured.ts';
import { type Cost, dollars, round, runningCosts, total } from './monthly.ts';
import { priceLists, prices, pricesOn } from './prices.ts';

export const costPagePath = join(import.meta.dirname, '../../docs/cost.md');

/** What a deployment costs and how far it grows, in Markdown. */
export function renderCost(measured: Measured, parts: FixedParts): string {
  const { all, coldStarts, far, machine, on, one } = measured;
  return [
    '# Cost, and how far it goes',
    `\`npm run simulate\` measures, \`npm run compile\` writes this page. Measured on ${on} with the deployed handlers and the embedded
AWS (${machine}). Prices are list prices of us-east-1 in US dollars as of ${pricesOn}, no free tier counted. They are data in
\`cli/cost/prices.ts\`, and were not looked up for this page: look again before you rely on a digit.`,
    priceLists.map((url) => `- ${url}`).join('\n'),
    '## Running it, a month',
    `Five-minute polls of all ${all.tracks} tracks, deliveries every minute, digests every hour, ${all.routes} routes.`,
    runningTable(measured),
    `Time that Lambda bills is computed: processor time that was measured here, servers included, at the function's share of a
core, and what it waits for the farthest Region. AWS itself was not measured. Polls that look for new tracks, some 50 a day, last
a second or two longer. SSM's higher throughput is not needed: with it, each call would be billed.`,
    '## What comes on top',
    `The aim of at most one dollar a month is for the table above: what runs. It does not count this one, which is the same for
one Region and for all, and which an account with nothing else in CloudWatch gets for nothing up to the numbers below.
\`makeDashboard: off\` leaves out the dashboard, the largest part. Alarms stay: without them nothing says that the watcher has stopped.`,
    onTop(parts),
    '## Cold starts',
    markdownTable(
      ['function', 'bundle', 'gzipped', 'import', 'against its SDK clients alone', 'memory'],
      coldStarts.map((start) => [
        start.name,
        `${round(start.bytes / 1000)} KB`,
        `${round(start.gzippedBytes / 1000)} KB`,
        `${round(start.importMs)} ms`,
        `${start.ratio.toFixed(2)} ×`,
        `${round(start.peakMb)} MB`,
      ]),
    ),
    `The aim is 1.3 ×. What it is compared with makes its clients while it loads; the functions do so at their first call, which is how a
ratio comes to be below 1. \`npm run bench -- --only cold-start\` measures it again.`,
    '## Ten years on',
    `${far.regions} Regions, ${far.tracks} tracks, ${round(far.routes)} routes that want every release, ${round(measured.releasesInAYear)} releases a year as
now, 10,000 requests a second to the feed behind a CDN. One release at that size went through the handlers; the history was
written ${far.more.map(({ releases }) => releases).join(', ')} releases long, and the feed answered from it.`,
    growth(measured),
    '### What ends first',
    limitsTable(measured),
    sizes(one, all, far),
  ]
    .join('\n\n')
    .concat('\n');
}

/** What costs and what ends, in two tables: for whoever has just measured. */
export function renderCostTables(measured: Measured): string {
  return [runningTable(measured), limitsTable(measured)].join('\n\n').concat('\n');
}

function limitsTable(measured: Measured): string {
  return markdownTable(
    ['', 'then', 'limit', 'used', 'what to do'],
    limitsOf(measured).map(({ limit, remedy, share, used, what }) => [
      what,
      used,
      limit,
      percent(share),
      remedy,
    ]),
  );
}

function runningTable({ all, one, releasesInAYear }: Measured): string {
  const [wide, narrow] = [runningCosts(all, releasesInAYear), runningCosts(one, releasesInAYear)];
  const rows = wide.map(({ dollars: amount, how, what }, index) => [
    what,
    how,
    dollars(amount),
    dollars(narrow[index]?.dollars ?? 0),
  ]);
  const sums = ['**In all**', '', `**${dollars(total(wide))}**`, `**${dollars(total(narrow))}**`];
  return markdownTable(
    ['', `${all.regions} Regions`, `USD, ${all.regions} Regions`, 'USD, 1 Region'],
    [...rows, sums],
  );
}

function onTop({ alarmMetrics, alarms, dashboards, measures }: FixedParts): string {
  const rows: readonly Cost[] = [
    {
      what: `${alarms} alarms on ${alarmMetrics} metrics`,
      how: 'an account has ten for nothing',
      dollars: alarmMetrics * prices.alarm,
    },
    {
      what: 'The heartbeat of the poll',
      how: 'a metric that is always counted; an account has ten for nothing',
      dollars: prices.metric,
    },
    {
      what: `${measures} other metrics from logs`,
      how: 'billed for hours in which they count anything; hardly ever',
      dollars: 0,
    },
    {
      what: dashboards === 1 ? 'The dashboard' : `${dashboards} dashboards`,
      how: 'an account has three for nothing; left out with `makeDashboard: off`',
      dollars: dashboards * prices.dashboard,
    },
    {
      what: 'A million requests of the feed',
      how: 'HTTP API and Lambda at 20 ms of 1 GB; a CDN in front takes most of them',
      dollars: 1e6 * (prices.httpApiRequest + prices.lambdaRequest + 0.02 * prices.lambdaGbSecond),
    },
    { what: 'A thousand mails', how: 'digests through SES', dollars: 1000 * prices.mail },
  ];
  return markdownTable(
    ['', 'USD', 'about it'],
    rows.map(({ dollars: amount, how, what }) => [what, dollars(amount), how]),
  );
}

function growth(measured: Measured): string {
  const { far, releasesInAYear } = measured;
  const gigabytes = tableBytes(measured) / 1e9;
  const storage = gigabytes * (prices.tableGbMonth + prices.backupGbMonth);
  return markdownTable(
    ['', 'then'],
    [
      ['Table', `${gigabytes.toFixed(2)} GB, ${dollars(storage)} USD a month with backups`],
      ['Running it, a month', `${dollars(total(runningCosts(far, releasesInAYear)))} USD`],
      [
        'Unchanged poll',
        `${round(far.unchanged.ssmCalls)} calls of SSM, ${round(far.unchanged.reads)} read units, 0 written`,
      ],
      [
        'A release, polled',
        `${round(far.release.reads)} read units, ${round(far.release.writes)} write units`,
      ],
      [
        'A release, delivered',
        `${round(far.delivery.reads)} read units, ${round(far.delivery.writes)} write units`,
      ],
      ...far.more.map(({ cpuMs, memoryMb, reads, releases }) => [
        `Feed's first answer, ${releases} releases`,
        `${round(reads)} read units, ${round(cpuMs)} ms of a core, ${round(memoryMb)} MB with all servers`,
      ]),
    ],
  );
}

function sizes(...scales: readonly MeasuredScale[]): string {
  const largest = ({ items }: MeasuredScale, kind: string) => {
    const found = items.find((one) => one.kind === kind);
    return `${round((found?.largest ?? 0) / 1000)} KB`;
  };
  return markdownTable(
    ['largest item', 'heads', 'images', 'report', 'announcement', 'message'],
    scales.map((scale) => [
      `${scale.regions === 1 ? '1 Region' : `${scale.regions} Regions`}, ${scale.tracks} tracks`,
      ...['REGION', 'IMAGES', 'REPORTS', 'ANNOUNCEMENTS'].map((kind) => largest(scale, kind)),
      `${round(scale.messageBytes / 1000)} KB`,
    ]),
  );
}
