import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/*
 * What Lambda runs in a function's process: loads the handler that `_HANDLER` names below LAMBDA_TASK_ROOT, once, and then takes
 * one event after the other from the Runtime API. It imports nothing of the project: it is no part of the bundle.
 */

type Handler = (event: unknown, context: object) => unknown;

const {
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: memory = '',
  AWS_LAMBDA_FUNCTION_NAME: name = '',
  AWS_LAMBDA_LOG_GROUP_NAME: logGroupName = '',
  AWS_LAMBDA_LOG_STREAM_NAME: logStreamName = '',
  AWS_LAMBDA_RUNTIME_API: address = '',
  LAMBDA_TASK_ROOT: root = '',
  _HANDLER: wanted = '',
} = process.env;
const api = `http://${address}/2018-06-01/runtime`;

const handler = await load().catch(async (error: unknown) => {
  await tell('init/error', failure(error));
  process.exit(1);
});
for (;;) {
  const next = await fetch(`${api}/invocation/next`);
  const id = next.headers.get('lambda-runtime-aws-request-id') ?? '';
  const deadline = Number(next.headers.get('lambda-runtime-deadline-ms'));
  const context = {
    callbackWaitsForEmptyEventLoop: true,
    functionName: name,
    functionVersion: '$LATEST',
    memoryLimitInMB: memory,
    logGroupName,
    logStreamName,
    awsRequestId: id,
    invokedFunctionArn: next.headers.get('lambda-runtime-invoked-function-arn'),
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
  try {
    const result = await handler(await next.json(), context);
    await tell(`invocation/${id}/response`, result ?? null);
  } catch (error) {
    await tell(`invocation/${id}/error`, failure(error));
  }
}

async function load(): Promise<Handler> {
  const dot = wanted.lastIndexOf('.');
  const [path, exported] = [wanted.slice(0, dot), wanted.slice(dot + 1)];
  const file = ['.js', '.mjs', '.cjs'].map((ending) => join(root, path + ending)).find(existsSync);
  if (file === undefined) throw new Error(`There is no module ${path} in the bundle.`);
  const loaded = (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
  const found = loaded[exported];
  if (typeof found !== 'function') throw new Error(`${wanted} is no function.`);
  return found as Handler;
}

async function tell(path: string, body: unknown): Promise<void> {
  await fetch(`${api}/${path}`, { method: 'POST', body: JSON.stringify(body) });
}

function failure(error: unknown) {
  const { message, name, stack } = error instanceof Error ? error : new Error(String(error));
  return { errorType: name, errorMessage: message, trace: stack?.split('\n') ?? [] };
}
