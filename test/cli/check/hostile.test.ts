import { expect, test } from 'vitest';
import { hostileInputs } from '../../../bench/check/hostile.ts';
import { checkOf } from '../../../bench/check.ts';
import { folderOf } from './run-check.ts';

/** One of each sort; `npm run bench -- --only check` has all of them, with the time of each. */
const kinds = [
  'aliases.yaml',
  'deep.json',
  'bomb.gz',
  'bomb.mime',
  'heredocs.sh',
  'doubling.sh',
  'deep.toml',
  'comments.pkr.hcl',
  'huge',
];

test('input that means harm ends in an answer, and in memory that a small machine has', async () => {
  const folder = folderOf({});
  const inputs = hostileInputs().filter(({ name }) => kinds.includes(name));
  expect(inputs.map(({ name }) => name)).toEqual(kinds);
  for (const input of inputs) await input.write(folder);
  const { gaps, peakMb, setups } = await checkOf(folder);
  expect(peakMb).toBeLessThan(300);
  // Each file is a setup that says what could not be followed, or a gap.
  expect(setups + gaps.length).toBeGreaterThanOrEqual(kinds.length);
  expect(gaps).toContain('The file is gzip that is broken, or has more than 1 MB.');
  expect(gaps).toContain('The file has 10.0 MB; files up to 1 MB are read.');
}, 30_000);
