import { parseArgs } from 'node:util';

/** What a campaign is asked for; or what is printed instead, and the code that it ends with. */
export type ChaosOptions =
  | { readonly runs: number; readonly seed: number }
  | { readonly print: string; readonly code: 0 | 2 };

const usage = `npm run chaos [-- --runs N] [--seed S]

  --runs N   how many runs, at least 1 (100); one that broke something is the first one of its own seed
  --seed S   the seed of the first, a whole number (1)
  --help     this

Ends with 1 when something was lost, or said twice where it must not be; with 2 when the command line is wrong.`;

export function readChaosOptions(args: readonly string[]): ChaosOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        runs: { type: 'string', default: '100' },
        seed: { type: 'string', default: '1' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return { print: usage, code: 0 };
    const [runs, seed] = [Number(values.runs), Number(values.seed)];
    if (Number.isInteger(runs) && runs >= 1 && Number.isInteger(seed)) return { runs, seed };
    return refuse('--runs and --seed are whole numbers; there is at least one run.');
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

function refuse(why: string): ChaosOptions {
  return { print: `${why}\n\n${usage}`, code: 2 };
}
