import * as z from 'zod';
import { says } from '../problem.ts';
import type { Matcher, WordsMatcher } from './condition.ts';
import { quantityOf } from './quantity.ts';

/** A text that is looked for: without a limit, one entry could slow every check down. */
export const textToFind = z.string().max(200);

const number = z
  .string()
  .max(20)
  .refine((text) => quantityOf(text) !== undefined, {
    error: says('is not a number or a quantity', "Write it as '20', '125m' or '8Gi', in quotes."),
  });

const inner = z.lazy(() => matcherSchema);
const several = z.array(inner).min(1).max(30);

/** See `Matcher`. */
export const matcherSchema: z.ZodType<Matcher> = z
  .union(
    [
      textToFind,
      z
        .strictObject({
          is: textToFind.exactOptional().meta({ description: 'The whole text.' }),
          oneOf: z
            .array(textToFind)
            .min(1)
            .max(60)
            .exactOptional()
            .meta({ description: 'One of these is the whole text.' }),
          startsWith: textToFind.min(1).exactOptional(),
          endsWith: textToFind.min(1).exactOptional(),
          contains: textToFind.min(1).exactOptional(),
          like: textToFind
            .min(1)
            .exactOptional()
            .meta({ description: 'The whole text; `*` stands for any characters.' }),
          line: textToFind.min(1).exactOptional().meta({
            description:
              'One line that is no comment is like it; `*` stands for any characters, a space for any spaces.',
          }),
          empty: z.literal(true).exactOptional().meta({ description: 'Nothing but spaces.' }),
          lessThan: number.exactOptional().meta({ description: 'As a number or quantity.' }),
          atLeast: number.exactOptional().meta({ description: 'As a number or quantity.' }),
          notMultipleOf: number
            .exactOptional()
            .meta({ description: 'A number or quantity that is no multiple of it.' }),
          all: several.exactOptional(),
          any: several.exactOptional(),
          not: inner.exactOptional(),
          known: inner.exactOptional().meta({
            description: 'What is known of the text fits by itself; false where that leaves it open.',
          }),
        })
        .refine((matcher) => Object.keys(matcher).length > 0, {
          error: says(
            'asks nothing of the text',
            'Give at least one of is, oneOf, startsWith, contains, like, line.',
          ),
        }),
    ],
    {
      error: says(
        'is not what a text can be held against',
        'Write a text, which means `is`, or a group such as `contains: …`.',
      ),
    },
  )
  .meta({ id: 'Matcher', description: 'What a text has to be.' });

/** See `WordsMatcher`. */
export const wordsSchema: z.ZodType<WordsMatcher> = z
  .strictObject({
    none: z.literal(true).exactOptional().meta({ description: 'There is none at all.' }),
    has: several.exactOptional().meta({ description: 'Each fits one word.' }),
    hasAny: several.exactOptional().meta({ description: 'One of them fits one word.' }),
    lacks: several.exactOptional().meta({ description: 'None fits any word.' }),
  })
  .refine((words) => Object.keys(words).length > 0, {
    error: says('asks nothing of the words', 'Give at least one of none, has, hasAny, lacks.'),
  })
  .meta({ id: 'Words', description: 'What the words of a command have to be, in any order.' });
