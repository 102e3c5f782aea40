import { Command } from 'commander';

/** `amiwatch backtest`: what the watcher would have said of the recorded history, and how much of it was right. */
export function backtestCommand(): Command {
  return new Command('backtest')
    .description(
      'Replay the recorded history against the known behaviour changes and the general rules, and measure both.',
    )
    .option('--json', 'print one JSON object with every number and the lists behind them', false)
    .addHelpText(
      'after',
      `
Examples:
  $ amiwatch backtest
  $ amiwatch backtest --json | jq '{recall, precision, leaveAllOutRecall, alertsPerMonthMedian}'
  $ amiwatch backtest --json | jq -c '.findings[] | select(.release == "v20251016")'

What each number means: docs/backtest.md.`,
    )
    .action(async (options) => {
      const { runBacktest } = await import('../backtest/run-backtest.ts');
      options.exit(runBacktest(options));
    });
}
