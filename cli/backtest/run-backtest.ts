import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { startProgress } from '../replay/progress.ts';
import { exitCodes } from '../usage-error.ts';
import { type Backtest, backtest } from './backtest.ts';
import { readExpectations } from './expectations.ts';
import { recordedInputs } from './recorded-inputs.ts';
import { renderBacktest } from './render-backtest.ts';

/** Runs the backtest over the recorded history, with a progress bar where somebody looks, and prints it. */
export function runBacktest({ json }: { readonly json: boolean }): number {
  const inputs = recordedInputs();
  const progress = startProgress(process.stderr, inputs.length);
  const result = backtest(inputs, behaviourChanges, readExpectations(), (done) =>
    progress.step(inputs[done]?.input.release ?? '', done),
  );
  progress.clear();
  process.stdout.write(
    json ? `${JSON.stringify(result)}\n` : `${renderBacktest(result)}\n${complaintsOf(result)}`,
  );
  return exitCodes.ok;
}

/** What does not agree with the table of expectations, a line each. */
function complaintsOf({ missed, unsupported }: Backtest): string {
  const lines = [
    ...missed.map((key) => `documented, not found: ${key}`),
    ...unsupported.map((key) => `found, not documented: ${key}`),
  ];
  return lines.length === 0 ? '' : `\n${lines.join('\n')}\n`;
}
