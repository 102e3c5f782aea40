import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { emptyResolver, folderOf } from './run-check.ts';

const folder = join(import.meta.dirname, '../../../.ci/check-action');
const action = parse(readFileSync(join(folder, 'action.yml'), 'utf8'));

/** The action's script, in the folder of a job, with its inputs in the environment as the action gives them. */
function runIn(cwd: string, inputs: Readonly<Record<string, string>>) {
  const { PATH, HOME } = process.env;
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const env = { PATH, HOME, PATHS: '.', TO: 'v20240817', FAIL_ON: 'exposed', ...inputs };
    execFile(join(folder, 'run.sh'), { cwd, env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

test('each input of the action reaches its script by the environment', () => {
  const [, check] = action.runs.steps;
  const given = Object.values(check.env).map((value) => /inputs\.([\w-]+)/.exec(String(value))?.[1]);
  expect(given.toSorted()).toEqual(Object.keys(action.inputs).toSorted());
  expect(action.runs.steps.map(({ run }: { run: string }) => run).join('\n')).not.toContain('inputs.');
});

test('the job fails at the line that exposes, and code scanning has it too', async () => {
  const job = folderOf({ 'nodes/payments.sh': emptyResolver });
  const { code, stdout } = await runIn(job, {
    PATHS: 'nodes',
    SARIF: 'amiwatch.sarif',
    FAIL_ON: 'breaking',
    KUBERNETES: '1.30',
  });
  expect(stdout).toContain('::error file=nodes/payments.sh,line=');
  expect(code).toBe(1);
  const { runs } = JSON.parse(readFileSync(join(job, 'amiwatch.sarif'), 'utf8'));
  expect(runs[0].results[0].ruleId).toBe('containerd-empty-resolv-conf-no-fallback');
});
