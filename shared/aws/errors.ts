/** A write lost against another writer; whoever gets it reads again and goes on from what is there now. */
export class StaleWriteError extends Error {
  override readonly name = 'StaleWriteError';
}

/** An AWS service did not do what it was asked, after its retries; `cause` is the SDK's error. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly operation: string;

  constructor(operation: string, cause: unknown) {
    super(`${operation} failed: ${describe(cause)}`, { cause });
    this.operation = operation;
  }
}

/** AWS's errors have names that say more than their sentences; `Error` says nothing. */
function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.name === 'Error' ? cause.message : `${cause.name}: ${cause.message}`;
}

/** Runs an SDK call so that what it throws is one of ours. */
export async function translating<T>(operation: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'ConditionalCheckFailedException') {
      throw new StaleWriteError(`${operation}: the item is not as it was read.`, { cause });
    }
    throw new AwsError(operation, cause);
  }
}
