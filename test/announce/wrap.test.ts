import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wrap } from '../../shared/announce/wrap.ts';

describe('wrapping', () => {
  test.each<[string, number, readonly string[]]>([
    ['', 10, []],
    [' \n ', 10, []],
    ['one', 10, ['one']],
    ['one two three', 7, ['one two', 'three']],
    ['one two three', 13, ['one two three']],
    ['one two three', 12, ['one two', 'three']],
    ['  one\n\ttwo ', 10, ['one two']],
    ['see https://example.com/long now', 10, ['see', 'https://example.com/long', 'now']],
    ['run `a b c`, then `d e`.', 10, ['run', '`a b c`,', 'then', '`d e`.']],
    ['run `kubectl get nodes` now', 10, ['run', '`kubectl get nodes`', 'now']],
    ['an odd ` tick', 8, ['an odd `', 'tick']],
    ['a b', 0, ['a', 'b']],
  ])('%j at %i', (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });

  const word = fc.stringMatching(/^[a-z–→]{1,12}$/);
  const command = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => `\`${words.join(' ')}\``);
  const pieces = fc.array(fc.oneof({ weight: 4, arbitrary: word }, command), { maxLength: 40 });

  test('loses and invents nothing, cuts no word and no command, and fills each line', () => {
    fc.assert(
      fc.property(pieces, fc.integer({ min: 1, max: 60 }), (parts, width) => {
        const lines = wrap(parts.join(' '), width);
        const left = [...parts];
        for (const line of lines) {
          const taken: string[] = [];
          while (taken.join(' ').length < line.length) taken.push(left.shift() ?? '');
          expect(taken.join(' ')).toBe(line);
          expect(line.length <= width || taken.length === 1).toBe(true);
          const [next] = left;
          if (next !== undefined) expect(line.length + 1 + next.length).toBeGreaterThan(width);
        }
        expect(left).toEqual([]);
      }),
    );
  });

  test('any text takes a moment at most', () => {
    const lines = wrap('` '.repeat(100_001), 80);
    expect(lines.join(' ').replaceAll(' ', '')).toBe('`'.repeat(100_001));
  });
});
