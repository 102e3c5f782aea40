import type { PollContext } from '../../functions/poll/context.ts';

/**
 * Counts the AWS calls that go through the context's clients, and lets the process "die" before one of them: from then
 * on, nothing that it would still do takes effect. To die after a call is to die before the next.
 */
export function mortal(context: PollContext) {
  let calls = 0;
  let last = Number.POSITIVE_INFINITY;
  const wrap = <Output>(next: (input: never) => Promise<Output>) => {
    return async (input: never): Promise<Output> => {
      calls += 1;
      if (calls >= last) throw new Error('killed');
      return next(input);
    };
  };
  for (const client of [context.table.client, context.sns]) {
    client.middlewareStack.add(wrap as never, { step: 'initialize', name: 'mortality' });
  }
  return {
    /** Dies before this call, counted from now on; `undefined` lives. */
    dieBefore: (call: number | undefined) => {
      calls = 0;
      last = call ?? Number.POSITIVE_INFINITY;
    },
    calls: () => calls,
  };
}

/** The carrying on takes minutes, so that instants may differ; nothing else may. */
export const timeless = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'some time');
