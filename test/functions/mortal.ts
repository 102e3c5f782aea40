import type { PollContext } from '../../functions/poll/context.ts';
import type { AskForImages } from '../../functions/poll/images/rest.ts';

/**
 * Counts the AWS calls that go through the context's clients, and lets the process "die" before one of them: from then
 * on, nothing that it would still do takes effect. To die after a call is to die before the next.
 */
export function mortal(context: PollContext) {
  let calls = 0;
  let last = Number.POSITIVE_INFINITY;
  let rest: { readonly call: number; readonly meanwhile: () => Promise<void> } | undefined;
  let resting = false;
  const wrap = <Output>(next: (input: never) => Promise<Output>) => {
    return async (input: never): Promise<Output> => {
      // Calls of whoever uses the same clients meanwhile.
      if (resting) return next(input);
      calls += 1;
      if (calls === rest?.call) {
        resting = true;
        await rest.meanwhile();
        resting = false;
      }
      if (calls >= last) throw new Error('killed');
      return next(input);
    };
  };
  const mortalAsk = (ask: AskForImages): AskForImages => {
    return async (...asked) => {
      calls += 1;
      // The poll goes on without an answer of EC2, and is dead at its next call of anything else.
      if (calls >= last) throw new Error('killed');
      return ask(...asked);
    };
  };
  for (const client of [context.table.client, context.sns]) {
    client.middlewareStack.add(wrap as never, { step: 'initialize', name: 'mortality' });
  }
  const { descriptions } = context;
  return {
    context: {
      ...context,
      ...(descriptions && { descriptions: { ...descriptions, ask: mortalAsk(descriptions.ask) } }),
    },
    /** Dies before this call, counted from now on; `undefined` lives. */
    dieBefore: (call: number | undefined) => {
      calls = 0;
      last = call ?? Number.POSITIVE_INFINITY;
    },
    /** Stands still before this call, counted from now on, until something else was done. */
    restBefore: (call: number, meanwhile: () => Promise<void>) => {
      calls = 0;
      rest = { call, meanwhile };
    },
    calls: () => calls,
  };
}

/** The carrying on takes minutes, so that instants may differ; nothing else may. */
export const timeless = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'some time');
