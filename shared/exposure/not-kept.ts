import type { Value } from '../setups/setup.ts';

/** Why a value, or a part of it, is unknown that a kept setup leaves out. */
export const notKeptWhy = 'It is not kept.';

/** Whether the files said more of the value than is kept of it. */
export function isLeftOut(value: Value): boolean {
  return !value.known && value.why === notKeptWhy;
}
