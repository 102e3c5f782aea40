import type { Table } from '../shared/aws/table.ts';

/** What went over the wire since the last reset. */
export interface Requests {
  /** Requests by operation (`GetItem`, `PutItem`, …), every try of a repeated one included. */
  readonly counts: () => Readonly<Record<string, number>>;
  /** Bytes of the bodies of the answers. */
  readonly answeredBytes: () => number;
  readonly reset: () => void;
}

/** Counts a table's requests below the SDK's retries, where each is what DynamoDB bills. */
export function countRequests({ client }: Table): Requests {
  const counts = new Map<string, number>();
  let answeredBytes = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      const operation = headerOf(args.request, 'x-amz-target')?.split('.')[1] ?? 'unknown';
      counts.set(operation, (counts.get(operation) ?? 0) + 1);
      const answer = await next(args);
      answeredBytes += Number(headerOf(answer.response, 'content-length') ?? 0);
      return answer;
    },
    { step: 'deserialize', priority: 'low', name: 'countRequests' },
  );
  return {
    counts: () => Object.fromEntries([...counts].sort(([a], [b]) => a.localeCompare(b, 'en'))),
    answeredBytes: () => answeredBytes,
    reset: () => {
      counts.clear();
      answeredBytes = 0;
    },
  };
}

function headerOf(message: unknown, name: string): string | undefined {
  return (message as { readonly headers: Readonly<Record<string, string>> }).headers[name];
}
