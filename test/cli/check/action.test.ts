import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { emptyResolver, folderOf } from './run-check.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

interface Step {
  readonly shell: string;
  readonly run: string;
  readonly env?: Readonly<Record<string, string>>;
}

const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
};
const [install, check] = action.runs.steps;

/** The action's own step, as a runner starts it: with its inputs in the environment. */
function runStep(folder: string, given: Readonly<Record<string, string>>) {
  const filled = (expression: string): string => {
    if (expression.includes('github.action_path')) return root;
    const input = /inputs\.([a-z-]+)/.exec(expression)?.[1] ?? '';
    return given[input] ?? action.inputs[input]?.default ?? `no input ${input}`;
  };
  const env = Object.fromEntries(
    Object.entries(check?.env ?? {}).map(([key, value]) => [key, filled(value)]),
  );
  return spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', check?.run ?? ''], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env['PATH']}`, ...env },
  });
}

test('annotates, writes SARIF and fails as it is told', () => {
  const folder = folderOf({ 'my nodes/payments.sh': emptyResolver, 'other.sh': emptyResolver });
  const ended = runStep(folder, {
    to: 'v20240817',
    paths: 'my nodes\n',
    sarif: 'check.sarif',
    'fail-on': 'breaking',
  });
  expect(ended.stderr).toBe('');
  expect(ended.status).toBe(1);
  expect(ended.stdout).toContain('::error file=my nodes/payments.sh,line=5,');
  expect(ended.stdout).not.toContain('other.sh');
  expect(JSON.parse(readFileSync(join(folder, 'check.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
});

test('takes nothing that it is given for a script or an option', () => {
  const folder = folderOf({});
  const ended = runStep(folder, {
    to: 'v20240817',
    paths: '$(touch done)\n--fix',
    kubernetes: '"; touch done; "',
  });
  expect(ended.status).toBe(2);
  expect(existsSync(join(folder, 'done'))).toBe(false);
});

test('is a composite one whose expressions stand in variables alone', () => {
  expect(action.runs.using).toBe('composite');
  expect(install?.run).toBe('npm ci --omit=dev --ignore-scripts');
  for (const step of action.runs.steps) expect(step.run).not.toContain('${{');
  for (const { description } of Object.values(action.inputs)) expect(description).toMatch(/\.$/);
});
