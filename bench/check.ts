import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hostileInputs } from './check/hostile.ts';
import { writeRepository } from './check/repository.ts';
import type { Measurement } from './measurement.ts';
import { timed } from './statistics.ts';

const run = promisify(execFile);
const bin = join(import.meta.dirname, '../cli/bin.js');
const files = 10_000;

/** `amiwatch check` on a big repository against a plain read of the same files, and on input that means harm. */
export async function measureCheck(): Promise<readonly Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'amiwatch-bench-check-'));
  try {
    writeRepository(folder, files);
    // The first read fills the system's cache, for both alike.
    await plainRead(folder);
    const plain = await timed(() => plainRead(folder));
    const checked = await checkOf(folder);
    const hostile = await measureHostile(folder);
    return [
      {
        id: 'check-repository',
        what: `check of a repository of ${files} files, ${checked.setups} setups`,
        value: checked.seconds,
        unit: 's',
        promise: '< 10 s',
      },
      {
        id: 'check-repository-ratio',
        what: 'the same against a plain read of the same files',
        value: (checked.seconds * 1000) / plain.ms,
        unit: '×',
      },
      { id: 'check-repository-memory', what: 'its most memory', value: checked.peakMb, unit: 'MB' },
      ...hostile,
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function plainRead(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += (await readFile(join(entry.parentPath, entry.name))).length;
  }
  return bytes;
}

async function measureHostile(folder: string): Promise<readonly Measurement[]> {
  const runs = [];
  for (const input of hostileInputs()) runs.push(await checkOf(await input.write(join(folder, input.name))));
  return [
    {
      id: 'check-hostile',
      what: `check of 10 MB that mean harm, the slowest of ${runs.length} kinds`,
      value: Math.max(...runs.map(({ seconds }) => seconds)),
      unit: 's',
      promise: '< 2 s',
    },
    {
      id: 'check-hostile-memory',
      what: 'the most memory over these',
      value: Math.max(...runs.map(({ peakMb }) => peakMb)),
      unit: 'MB',
      promise: '< 300 MB',
    },
  ];
}

/** One check in a process of its own, from its start to its end. */
export async function checkOf(path: string): Promise<{
  readonly seconds: number;
  readonly peakMb: number;
  readonly setups: number;
  readonly gaps: readonly string[];
}> {
  const { ms, result } = await timed(() =>
    run(
      process.execPath,
      ['--import', reportPeak, bin, 'check', path, '--to', 'v20241115', '--json', '--fail-on', 'never'],
      {
        maxBuffer: 1e9,
      },
    ),
  );
  const report = JSON.parse(result.stdout) as {
    readonly setups: readonly { readonly name: string }[];
    readonly gaps: readonly { readonly says: string }[];
  };
  return {
    seconds: ms / 1000,
    peakMb: Number(/peak (\d+)/.exec(result.stderr)?.[1]) / 1024,
    setups: report.setups.length,
    gaps: report.gaps.map(({ says }) => says),
  };
}

const reportPeak = `data:text/javascript,${encodeURIComponent(
  "process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS + '\\n'));",
)}`;
