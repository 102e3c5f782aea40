import type { MeasuredScale } from './measured.ts';
import { prices } from './prices.ts';

/** One line of a bill. */
export interface Cost {
  readonly what: string;
  readonly how: string;
  readonly dollars: number;
}

const hoursInAMonth = 730.5;
export const monthly = { polls: hoursInAMonth * 12, deliveries: hoursInAMonth * 60, digests: hoursInAMonth };

/** Both functions have 512 MB, and Lambda gives a whole core from 1,769 MB on. */
const memoryGb = 0.5;
const coreShare = 512 / 1769;
/** The farthest Region answers in this time; four calls are under way at once in each, and a poll reads eight Regions at once. */
const farthestMs = 300;
const callsAtOnce = 4;
const regionsAtOnce = 8;
/** Round trips to the table, one after the other. */
const tableMs = 30;
/** Lambda asks an idle queue with five connections, each of which waits for 20 seconds. */
const idleReceives = (hoursInAMonth * 3600 * 5) / 20;
/** What Lambda and the handler write of one run. */
const logBytes = 500;

/** How long Lambda bills one unchanged poll, in milliseconds: what it computes at its share of a core, and what it waits. */
export function pollMs({ regions, unchanged }: MeasuredScale): number {
  const rounds = Math.ceil(unchanged.ssmCalls / regions / callsAtOnce);
  const waves = Math.ceil(regions / regionsAtOnce);
  return unchanged.cpuMs / coreShare + waves * rounds * farthestMs + tableMs;
}

/** What runs cost a month: the size decides. */
export function runningCosts(scale: MeasuredScale, releasesInAYear: number): readonly Cost[] {
  const { idleDelivery, release, delivery, unchanged } = scale;
  const releases = releasesInAYear / 12;
  const deliverMs = idleDelivery.cpuMs / coreShare + tableMs;
  const seconds = (monthly.polls * pollMs(scale) + (monthly.deliveries + monthly.digests) * deliverMs) / 1000;
  const runs = monthly.polls + monthly.deliveries + monthly.digests;
  const reads =
    monthly.polls * unchanged.reads +
    (monthly.deliveries + monthly.digests) * idleDelivery.reads +
    releases * (release.reads + delivery.reads);
  const writes = releases * (release.writes + delivery.writes);
  return [
    {
      what: 'Lambda, time',
      how: `${round(monthly.polls)} polls of ${round(pollMs(scale))} ms, ${round(monthly.deliveries + monthly.digests)} other runs of ${round(deliverMs)} ms, 512 MB`,
      dollars: seconds * memoryGb * prices.lambdaGbSecond,
    },
    { what: 'Lambda, requests', how: `${round(runs)} runs`, dollars: runs * prices.lambdaRequest },
    {
      what: 'EventBridge Scheduler',
      how: 'three schedules',
      dollars: runs * prices.schedulerInvocation,
    },
    {
      what: 'SSM GetParameters',
      how: `${round(monthly.polls * unchanged.ssmCalls)} calls, standard throughput`,
      dollars: 0,
    },
    { what: 'DynamoDB, reads', how: `${round(reads)} units`, dollars: reads * prices.readUnit },
    { what: 'DynamoDB, writes', how: `${round(writes)} units`, dollars: writes * prices.writeUnit },
    {
      what: 'SQS',
      how: `${round(idleReceives)} requests, most of them Lambda’s own that find nothing`,
      dollars: idleReceives * prices.sqsRequest,
    },
    { what: 'SNS', how: `${releases.toFixed(1)} announcements`, dollars: releases * prices.snsPublish },
    {
      what: 'Logs',
      how: `${round(logBytes)} bytes a run`,
      dollars: (runs * logBytes * prices.logGb) / 1e9,
    },
  ];
}

export function total(costs: readonly Cost[]): number {
  return costs.reduce((sum, { dollars }) => sum + dollars, 0);
}

/** With commas between thousands. */
export function round(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

export function dollars(value: number): string {
  return value === 0 ? '0' : value.toFixed(value < 0.01 ? 4 : 2);
}
