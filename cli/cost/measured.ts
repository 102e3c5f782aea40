import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** What `npm run simulate` writes and `npm run compile` reads. */
export const measuredPath = join(import.meta.dirname, '../../docs/cost-measured.json');

const run = z.object({ reads: z.number(), writes: z.number(), cpuMs: z.number(), ssmCalls: z.number() });
const scale = z.object({
  regions: z.number(),
  routes: z.number(),
  tracks: z.number(),
  unchanged: run,
  release: run,
  delivery: run,
  idleDelivery: run,
  messageBytes: z.number(),
  items: z.array(z.object({ kind: z.string(), count: z.number(), bytes: z.number(), largest: z.number() })),
});
const measuredSchema = z.object({
  machine: z.string(),
  on: z.string(),
  releasesInAYear: z.number(),
  one: scale,
  all: scale,
  far: scale.extend({
    more: z.array(
      z.object({ releases: z.number(), reads: z.number(), cpuMs: z.number(), memoryMb: z.number() }),
    ),
  }),
  coldStarts: z.array(
    z.object({
      name: z.string(),
      bytes: z.number(),
      gzippedBytes: z.number(),
      importMs: z.number(),
      ratio: z.number(),
      peakMb: z.number(),
    }),
  ),
});

export type Measured = z.infer<typeof measuredSchema>;
export type MeasuredScale = z.infer<typeof scale>;

/** What was measured last. */
export function readMeasured(): Measured {
  return measuredSchema.parse(JSON.parse(readFileSync(measuredPath, 'utf8')));
}
