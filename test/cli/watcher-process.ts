import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { WatchOptions } from '../../cli/watch/watch.ts';
import type { Ended } from './command.ts';
import type { LiveAws } from './live-aws.ts';
import { keys } from './live-aws.ts';
import type { SlackSink } from './slack-sink.ts';

const program = fileURLToPath(new URL('./watch-process.ts', import.meta.url));

/** A watcher in a process of its own. */
export interface WatcherProcess {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  /** Until this is so; fails after twenty seconds with what the process said. */
  readonly until: (what: string, met: () => boolean) => Promise<void>;
  readonly ended: Promise<Ended>;
}

export function startWatcherProcess(
  { environment }: LiveAws,
  slack: SlackSink,
  options: Partial<WatchOptions> = {},
  webhook: Readonly<Record<string, string>> = { AMIWATCH_SLACK_WEBHOOK: slack.webhook },
): WatcherProcess {
  const given = { regions: ['us-east-1'], interval: 200, ...options };
  const child = spawn(process.execPath, [program, JSON.stringify(given), slack.origin], {
    env: {
      ...process.env,
      ...environment,
      ...keys,
      ...webhook,
      NO_COLOR: '1',
      FORCE_COLOR: undefined,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  return {
    child,
    stdout: () => stdout,
    ended,
    until: async (what, met) => {
      for (const deadline = Date.now() + 20_000; !met(); await sleep(20)) {
        if (Date.now() > deadline)
          throw new Error(`Not within twenty seconds: ${what}.\n${stdout}\n${stderr}`);
      }
    },
  };
}
