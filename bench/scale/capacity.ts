import type { Table } from '../../shared/aws/table.ts';

/** What DynamoDB bills: read and write units, as the table says it of each request. */
export interface Capacity {
  readonly reads: number;
  readonly writes: number;
}

/** Asks the table what each request consumed. The function gives the sums since the last call, and starts anew. */
export function countCapacity({ client }: Table): () => Capacity {
  let [reads, writes] = [0, 0];
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const input = { ...args.input, ReturnConsumedCapacity: 'TOTAL' };
        const answer = await next({ ...args, input });
        const { ConsumedCapacity } = answer.output as {
          readonly ConsumedCapacity?: { readonly CapacityUnits?: number };
        };
        const units = ConsumedCapacity?.CapacityUnits ?? 0;
        if (commandName.startsWith('Put')) writes += units;
        else reads += units;
        return answer;
      },
    { step: 'initialize', name: 'countCapacity' },
  );
  return () => {
    const counted = { reads, writes };
    [reads, writes] = [0, 0];
    return counted;
  };
}
