import { type Command, CommanderError } from 'commander';
import { exitCodes, UsageError } from './usage-error.ts';

/**
 * Runs a command line and gives its exit code. A wrong command line ends in one clear sentence; what nobody foresaw ends in
 * a stack trace, and never with the code that means "found".
 */
export async function run(program: Command, argv: readonly string[]): Promise<number> {
  let exitCode: number = exitCodes.ok;
  program.hook('preAction', (_, action) => {
    action.setOptionValue('exit', (code: number) => {
      exitCode = code;
    });
  });
  try {
    await program.parseAsync([...argv]);
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n`);
      return exitCodes.usage;
    }
    console.error(error);
    return exitCodes.crashed;
  }
}
