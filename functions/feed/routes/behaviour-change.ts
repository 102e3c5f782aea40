import * as z from 'zod';
import { behaviourChangeSchema } from '../../../shared/behaviour/behaviour-change.ts';
import { behaviourChangeParameter } from '../parameters.ts';
import { notFound } from '../problem.ts';
import { jsonRoute } from '../route.ts';

// The entry is compiled from a file that its schema was held against.
const response = behaviourChangeSchema as unknown as z.ZodType<object>;

export const behaviourChangeRoute = jsonRoute({
  path: '/v1/behaviour-changes/{id}',
  summary: 'An entry of the knowledge base.',
  parameters: z.strictObject({ id: behaviourChangeParameter }),
  response,
  answer: ({ catalogue: { entries } }, { id }) => {
    const entry = entries.find((each) => each.id === id);
    if (entry === undefined)
      throw notFound('No such behaviour change is known; /v1/behaviour-changes lists those that are.');
    return entry;
  },
});
