/** A write lost against another writer; whoever gets it reads again and goes on from what is there now. */
export class StaleWriteError extends Error {
  override readonly name = 'StaleWriteError';
}

/** An AWS service did not do what it was asked, after its retries; `cause` is the SDK's error. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly operation: string;

  constructor(operation: string, cause: unknown) {
    super(
      `${operation} failed: ${cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)}`,
      { cause },
    );
    this.operation = operation;
  }
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
