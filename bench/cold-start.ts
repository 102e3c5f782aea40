import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import {
  bundleClients,
  bundleFunction,
  type FunctionBundle,
  type FunctionName,
  functionNames,
} from './function-bundle.ts';
import type { Measurement } from './measurement.ts';

const run = promisify(execFile);
const starts = 11;

/** What a cold start of a function costs. */
export interface ColdStart {
  readonly name: FunctionName;
  readonly bytes: number;
  readonly gzippedBytes: number;
  /** Processor time of the import, in milliseconds. */
  readonly importMs: number;
  /** Of the import, against a handler that makes the same clients of the SDK and does nothing. */
  readonly ratio: number;
  /** The most memory (resident set) that a process had which imported it. */
  readonly peakMb: number;
}

/** Imports of each function's bundle in fresh processes, by turns with what they are compared with. */
export async function coldStarts(): Promise<readonly ColdStart[]> {
  const measured: ColdStart[] = [];
  for (const name of functionNames) {
    const [ours, clients] = await Promise.all([bundleFunction(name), bundleClients(name)]);
    try {
      const [mine = [], theirs = []] = await importByTurns([ours, clients]);
      const { bytes, gzippedBytes } = ours;
      measured.push({
        name,
        bytes,
        gzippedBytes,
        importMs: fastest(mine),
        ratio: fastest(mine) / fastest(theirs),
        peakMb: Math.max(...mine.map(({ peakMb }) => peakMb)),
      });
    } finally {
      await Promise.all([ours.remove(), clients.remove()]);
    }
  }
  return measured;
}

/** Sizes, cold imports and memory of all functions. */
export async function measureColdStart(): Promise<readonly Measurement[]> {
  return (await coldStarts()).flatMap(measurementsOf);
}

function measurementsOf({
  bytes,
  gzippedBytes,
  importMs,
  name,
  peakMb,
  ratio,
}: ColdStart): readonly Measurement[] {
  const id = `cold-start-${name}`;
  return [
    { id: `${id}-bytes`, what: `${name}: bundle`, value: bytes, unit: 'bytes' },
    { id: `${id}-gzipped`, what: '  gzipped', value: gzippedBytes, unit: 'bytes' },
    { id: `${id}-import`, what: '  cold import', value: importMs, unit: 'ms' },
    {
      id: `${id}-ratio`,
      what: '  against a handler with the same SDK clients alone',
      value: ratio,
      unit: '×',
      promise: '≤ 1.3',
    },
    { id: `${id}-peak`, what: '  most memory while it loads', value: peakMb, unit: 'MB' },
  ];
}

interface Import {
  readonly ms: number;
  readonly peakMb: number;
}

/** The fastest import is the one that the rest of the machine disturbed least. */
function fastest(imports: readonly Import[]): number {
  return Math.min(...imports.map(({ ms }) => ms));
}

/** By turns, so that a busy moment of the machine meets all; the first round warms the disk's cache. */
async function importByTurns(bundles: readonly FunctionBundle[]): Promise<readonly (readonly Import[])[]> {
  const imports = bundles.map((): Import[] => []);
  for (let round = 0; round <= starts; round += 1) {
    for (const [index, { entry }] of bundles.entries()) {
      const one = await importOnce(entry);
      if (round > 0) imports[index]?.push(one);
    }
  }
  return imports;
}

/**
 * In a process of its own, from before the import to after it: that is what a cold start waits for before the first call.
 * Processor time, which a busy machine disturbs less than the clock. Memory is
 * what it has then; the most that it ever had would be that of this process, which it began as a copy of.
 */
async function importOnce(entry: string): Promise<Import> {
  const script = `const c=process.cpuUsage();await import(${JSON.stringify(entry)});
const {user,system}=process.cpuUsage(c);const ms=(user+system)/1000;console.log(JSON.stringify({ms,peakMb:process.memoryUsage.rss()/1048576}))`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script]);
  return JSON.parse(stdout) as Import;
}
