import { statusLine } from '../status-line.ts';
import { type Telling, tellTo } from '../tell.ts';
import { exitCodes } from '../usage-error.ts';
import { type AccessOptions, findAccess } from './access.ts';
import type { Environment } from './environment.ts';
import { startLiveWatcher } from './live-watcher.ts';
import { type Outbox, openOutbox } from './outbox.ts';
import { instant, pollOn } from './poll-on.ts';
import type { Receiver } from './receiver.ts';
import { slackReceiver } from './slack.ts';
import { stateFolder } from './state-folder.ts';
import { readWebhook, slackOrigins } from './webhook.ts';

export interface WatchOptions extends AccessOptions, Telling {
  /** Where the watcher keeps what it has seen. */
  readonly store?: string;
  /** Polls once and ends. */
  readonly once?: boolean;
  /** From the beginning of one poll to that of the next, in milliseconds. */
  readonly interval: number;
}

/** With --once, Slack has this long to take what it is owed; what is left is owed to it at the next run. */
const lastDeliveriesMs = 30_000;

/** Watches AWS from this machine until it is asked to end. Gives the exit code. */
export async function watch(
  options: WatchOptions,
  environment: Environment = process.env,
  webhookOrigins: readonly string[] = slackOrigins,
): Promise<number> {
  const webhook = readWebhook(environment, webhookOrigins);
  const access = await findAccess(options, environment);
  const store = options.store ?? stateFolder(environment);
  const watcher = await startLiveWatcher(access, store, environment);
  const line = statusLine(process.stderr);
  const say = (text: string) => {
    line.clear();
    (options.json ? process.stderr : process.stdout).write(`${text}\n`);
  };
  const asked = stopWhenAsked();
  const outboxes: Outbox[] = [];
  try {
    for (const receiver of receiversOf(options, webhook, line.clear)) {
      const complain = (message: string) => say(`${instant()} ${message}`);
      outboxes.push(await openOutbox({ ...watcher.context, receiver, complain }));
    }
    const tell: Outbox['take'] = (announcements) => {
      for (const { take } of outboxes) take(announcements);
    };
    const voice = { say, show: line.show, tell };
    const whole = await pollOn(watcher, { ...options, store }, voice, asked.signal);
    if (!options.once || asked.signal.aborted) return exitCodes.ok;
    const emptied = await Promise.all(outboxes.map((outbox) => outbox.emptied(lastDeliveriesMs)));
    return whole && !emptied.includes(false) ? exitCodes.ok : exitCodes.crashed;
  } finally {
    line.clear();
    await Promise.all(outboxes.map(({ close }) => close()));
    await watcher.stop();
    // What is under way holds a process: a poll of a Region that does not answer, by half a minute.
    if (asked.signal.aborted) process.exit(exitCodes.ok);
    asked.forget();
  }
}

function receiversOf(options: Telling, webhook: URL | undefined, clear: () => void): readonly Receiver[] {
  const tell = tellTo(process.stdout, options);
  const terminal: Receiver = {
    name: 'terminal',
    deliver: async (announcement) => {
      clear();
      tell(announcement);
    },
  };
  return webhook === undefined ? [terminal] : [terminal, slackReceiver(webhook)];
}

/** The first Ctrl-C, or a service manager's SIGTERM, ends in order; a second one at once. */
function stopWhenAsked(): { readonly signal: AbortSignal; readonly forget: () => void } {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(exitCodes.ok);
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return {
    signal: controller.signal,
    forget: () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    },
  };
}
