import * as z from 'zod';

/** A message of the schema: what is wrong with the value, and how to mend it, which `complaintOf` takes apart again. */
export function says(wrong: string, mend: string): string {
  return `${wrong}\n${mend}`;
}

/** The two halves of a message that `says` made; `undefined` for a message of zod's own. */
export function complaintOf(message: string): { wrong: string; mend: string } | undefined {
  const [wrong, mend] = message.split('\n');
  return wrong === undefined || mend === undefined ? undefined : { wrong, mend };
}

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
