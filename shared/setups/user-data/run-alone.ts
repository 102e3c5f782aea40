import type { Shell } from '../shell/shell.ts';

/** Runs a script of its own: its variables end with it, and so does its `exit`. Files stay. */
export function runAlone(shell: Shell, run: () => void): void {
  shell.variables.branch(run);
  shell.flow = 'on';
  shell.mayHaveEnded = false;
  shell.certain = true;
}
