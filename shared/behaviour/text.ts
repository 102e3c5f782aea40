import * as z from 'zod';
import { says } from '../problem.ts';

/** Prose or a command on one line: entries are shown in terminals, chats and feeds, which break lines themselves. */
export function lineOfText(longest: number) {
  return z
    .string()
    .min(1)
    .max(longest)
    .regex(/^(?!\s)[^\p{Cc}\p{Cf}\u2028\u2029]*(?<!\s)$/u, {
      error: says(
        'is not one clean line',
        'Take out line breaks (in YAML, `>-` folds them), control characters, and spaces at the ends.',
      ),
    });
}
