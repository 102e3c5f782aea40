import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../cli/bin.js', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Kills a run hard, and where its output goes then: a file takes whole lines, and does not wake the one who kills. */
export interface Kill {
  readonly afterMs: number;
  readonly appendTo: string;
}

/** Runs `amiwatch` as a person would, in a process of its own; `variables` are added to its environment, or taken out of it; `input` is what it reads. */
export function amiwatch(
  args: readonly string[],
  kill?: Kill,
  variables: Readonly<Record<string, string | undefined>> = {},
  input?: string,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...variables };
    const output = kill === undefined ? 'pipe' : openSync(kill.appendTo, 'a');
    const child = spawn(process.execPath, [bin, ...args], {
      env,
      stdio: [input === undefined ? 'ignore' : 'pipe', output, 'pipe'],
    });
    child.stdin?.end(input);
    if (typeof output === 'number') closeSync(output);
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
    });
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    const timer = kill === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), kill.afterMs);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr });
    });
  });
}
