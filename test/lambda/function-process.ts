import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { InvocationError, startRuntimeApi } from './runtime-api.ts';

/** One function as the template has it, unpacked. */
export interface FunctionSetup {
  readonly name: string;
  readonly arn: string;
  /** `functions/poll/handler.handler` */
  readonly handler: string;
  /** Where its bundle is unpacked. */
  readonly folder: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly logGroup: string;
  /** What the template sets, and what stands for the world around the function. */
  readonly environment: Readonly<Record<string, string>>;
  readonly aheadMs: number;
  readonly log: (line: string) => void;
}

export interface FunctionProcess {
  readonly invoke: (event: unknown) => Promise<unknown>;
  readonly stop: () => Promise<void>;
}

const bootstrap = fileURLToPath(new URL('./bootstrap.ts', import.meta.url));
const outside = new URL('./outside.ts', import.meta.url).href;

/** Runs a bundle in a process that has nothing of this one's environment. */
export async function startFunction(setup: FunctionSetup): Promise<FunctionProcess> {
  const api = await startRuntimeApi(setup.arn);
  const child = spawn(process.execPath, ['--import', outside, bootstrap], {
    cwd: setup.folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...setup.environment,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(setup.memoryMb),
      AWS_LAMBDA_FUNCTION_NAME: setup.name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_LOG_GROUP_NAME: setup.logGroup,
      AWS_LAMBDA_LOG_STREAM_NAME: 'stream',
      AWS_LAMBDA_RUNTIME_API: api.address,
      CLOCK_AHEAD_MS: String(setup.aheadMs),
      LAMBDA_TASK_ROOT: setup.folder,
      TZ: ':UTC',
      _HANDLER: setup.handler,
    },
  });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => setup.log(String(text)));
  const ended = once(child, 'exit').then(([code]) =>
    api.fail(new InvocationError('Runtime.ExitError', `The process of ${setup.name} ended with ${code}.`)),
  );
  return {
    invoke: async (event) => {
      const deadline = new Date(Date.now() + setup.aheadMs + setup.timeoutMs);
      const timer = setTimeout(() => child.kill('SIGKILL'), setup.timeoutMs);
      try {
        return await api.invoke(event, deadline);
      } finally {
        clearTimeout(timer);
      }
    },
    stop: async () => {
      await end(child);
      await ended;
      await api.stop();
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
}
