import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Job } from './child.ts';

/** Processes that do jobs, and are killed at it. */
export interface Crew {
  /**
   * Does a job in a process of its own; with `killAt` that process is killed after so many times what such a job usually takes.
   * Tells whether it lived.
   */
  readonly work: (job: Job, killAt?: number) => Promise<'done' | 'failed' | 'killed'>;
  /** Everything that the processes have written since the last call. */
  readonly log: () => string;
  readonly killed: () => number;
  readonly stop: () => Promise<void>;
}

interface Worker {
  readonly process: ChildProcess;
  readonly ready: Promise<void>;
}

/** More than are at work at once, so that one is loaded while another is killed. */
const crewSize = 5;

export async function startCrew(): Promise<Crew> {
  const folder = await mkdtemp(join(tmpdir(), 'amiwatch-chaos-'));
  const program = await bundled(folder);
  const idle: Worker[] = [];
  const all = new Set<ChildProcess>();
  let log = '';
  let killed = 0;
  const usualMs = { poll: 100, deliver: 100 };
  function hire(): Worker {
    const child = fork(program, { silent: true });
    all.add(child);
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (data: Buffer) => {
        log += data.toString();
      });
    const ready = new Promise<void>((resolve) => child.once('message', () => resolve()));
    return { process: child, ready };
  }
  for (let size = 0; size < crewSize; size += 1) idle.push(hire());
  return {
    work: async (job, killAt) => {
      const worker = idle.shift() ?? hire();
      await worker.ready;
      const { process: child } = worker;
      const started = performance.now();
      const outcome = await new Promise<'done' | 'failed' | 'killed'>((resolve) => {
        let doomed = false;
        const kill = () => {
          doomed = child.kill('SIGKILL');
        };
        const timer = killAt === undefined ? undefined : setTimeout(kill, killAt * usualMs[job.kind]);
        const ended = () => resolve('killed');
        child.once('exit', ended);
        child.once('message', (said) => {
          clearTimeout(timer);
          // It may have been done in the very moment in which it was killed.
          if (doomed) return;
          child.off('exit', ended);
          resolve(said === 'done' ? 'done' : 'failed');
        });
        // One that the system has ended meanwhile takes no job.
        child.send(job, (refused) => {
          if (refused !== null) ended();
        });
      });
      if (outcome === 'killed') {
        killed += 1;
        all.delete(child);
        idle.push(hire());
      } else {
        // On a slow machine everything takes longer; kills are to fall everywhere there too.
        usualMs[job.kind] += (performance.now() - started - usualMs[job.kind]) / 4;
        idle.unshift(worker);
      }
      return outcome;
    },
    log: () => {
      const said = log;
      log = '';
      return said;
    },
    killed: () => killed,
    stop: async () => {
      for (const child of all) child.kill('SIGKILL');
      await rm(folder, { recursive: true });
    },
  };
}

/** The program as one file, as it is deployed: a process that is killed so often has to be loaded quickly. */
async function bundled(folder: string): Promise<string> {
  const outfile = join(folder, 'child.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'child.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  return outfile;
}
