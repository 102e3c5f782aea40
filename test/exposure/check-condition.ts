import { expect, test } from 'vitest';
import type { Condition } from '../../shared/exposure/condition.ts';
import { conditionSchema } from '../../shared/exposure/condition-schema.ts';
import { evaluate } from '../../shared/exposure/evaluate.ts';
import type { Truth } from '../../shared/exposure/truth.ts';
import type { Setup } from '../../shared/setups/setup.ts';

/** A condition over a setup, what it is, and a line that has to be among the reasons. */
export type Row = readonly [name: string, condition: Condition, setup: Setup, truth: Truth, line?: number];

/** A test that the schema takes the condition as it is, and that its answer is right and has reasons. */
export function check([name, condition, setup, truth, line]: Row): void {
  test(`${name}: ${truth}`, () => {
    expect(conditionSchema.parse(condition)).toEqual(condition);
    const answer = evaluate(condition, setup);
    expect(answer.truth).toBe(truth);
    if (line !== undefined) expect(answer.because.map(({ place }) => place.line)).toContain(line);
    expect(answer.because.length).toBeGreaterThan(0);
  });
}
