import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { awsOutsideItsPlaces, stages, wrongDirections } from './imports.ts';
import { root } from './project.ts';
import { impurities } from './purity.ts';

/** Files in a made-up project, and what each tries to import. */
const attempts = [
  ...[...stages, 'history'].map((stage) => ({
    path: `shared/${stage}/inner/x.ts`,
    specifiers: [
      ...[...stages, 'history', 'aws'].map((other) => `../../${other}/a.ts`),
      './a.ts',
      '../../problem.ts',
      '../../../functions/poll/poll.ts',
      '../../../infra/table.ts',
      '../../../cli/style.ts',
      '@aws-sdk/client-sns',
      'node:fs',
      'zod',
    ],
  })),
  {
    path: 'functions/poll/x.ts',
    specifiers: [
      './a.ts',
      '../feed/a.ts',
      '../../functions/feed/a.ts',
      '../../shared/aws/a.ts',
      '../../shared/feed/a.ts',
      'zod',
    ],
  },
];

let project: string;
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'amiwatch-biome-'));
  cpSync(join(root, 'biome.json'), join(project, 'biome.json'));
  for (const { path, specifiers } of attempts) {
    mkdirSync(join(project, dirname(path)), { recursive: true });
    writeFileSync(join(project, path), specifiers.map(importing).join(''));
  }
});
afterAll(() => rmSync(project, { recursive: true }));

const importing = (specifier: string) => `import '${specifier}';\n`;

interface Findings {
  readonly diagnostics: readonly {
    readonly location: { readonly path: string; readonly start: { readonly line: number } };
  }[];
}

test('the editor and this suite object to the same imports', () => {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const options = ['--only=style/noRestrictedImports', '--vcs-enabled=false', '--max-diagnostics=none'];
  const run = spawnSync(process.execPath, [biome, 'lint', '--reporter=json', ...options, '.'], {
    cwd: project,
    encoding: 'utf8',
  });
  const { diagnostics } = JSON.parse(run.stdout) as Findings;
  const objections = diagnostics.map(({ location }) => `${location.path}:${location.start.line}`);
  const expected = attempts.flatMap(({ path, specifiers }) =>
    specifiers.flatMap((specifier, index) => {
      const rules = [wrongDirections, awsOutsideItsPlaces, impurities];
      return rules.some((rule) => rule(path, importing(specifier)).length > 0)
        ? [`${path}:${index + 1}`]
        : [];
    }),
  );
  expect(expected.length).toBeGreaterThan(60);
  expect(objections.sort()).toEqual(expected.sort());
});
