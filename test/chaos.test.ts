import { expect, test } from 'vitest';
import { campaign } from '../bench/chaos/campaign.ts';
import { describeTally } from '../bench/chaos/describe-tally.ts';
import { readChaosOptions } from '../bench/chaos/options.ts';
import { randomFrom } from '../bench/chaos/random.ts';

test('polls and deliveries that are killed and refused at random lose nothing, and say nothing twice where it can be helped', async () => {
  const tally = await campaign({ runs: 2, seed: 1 });
  expect(tally.broken).toEqual([]);
  expect(tally.announcements).toBeGreaterThanOrEqual(2);
  const { announcements: owed } = tally;
  expect(tally.delivered).toEqual({ hook: owed, bot: owed, key: owed });
  expect(describeTally(tally)).toContain(`Slack, bot: owed ${owed}, delivered ${owed}\n`);
  expect(tally.kills).toBeGreaterThan(0);
  expect(tally.throttled).toBeGreaterThan(0);
  expect(Object.keys(tally.faults).length).toBeGreaterThan(0);
});

test('a seed gives the same numbers again', () => {
  const [a, b] = [randomFrom(7), randomFrom(7)];
  const numbers = Array.from({ length: 1000 }, () => a.between(1, 6));
  expect(numbers).toEqual(Array.from({ length: 1000 }, () => b.between(1, 6)));
  expect(new Set(numbers).size).toBe(6);
});

test.each([
  [['--runs', '3', '--seed', '7'], { runs: 3, seed: 7 }],
  [['--help'], { code: 0, print: expect.stringContaining('npm run chaos [-- --runs N]') }],
  [['--rums', '3'], { code: 2, print: expect.stringMatching(/^Unknown option '--rums'/) }],
  [['--runs', '0'], { code: 2, print: expect.stringContaining('there is at least one run') }],
])('a campaign that is asked with %j', (words, options) => {
  expect(readChaosOptions(words)).toEqual(options);
});
