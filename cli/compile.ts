import { readFile, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { describeProblem } from '../shared/problem.ts';
import { backtest } from './backtest/backtest.ts';
import { readExpectations } from './backtest/expectations.ts';
import { readmePath, renderReadme } from './backtest/readme.ts';
import { recordedInputs } from './backtest/recorded-inputs.ts';
import { behaviourPaths, compileEntries, renderCompiled, renderSchema } from './behaviour/compile-entries.ts';
import { indexPagePath, renderIndexPage } from './behaviour/index-page.ts';
import { fixedParts } from './cost/fixed-parts.ts';
import { readMeasured } from './cost/measured.ts';
import { costPagePath, renderCost } from './cost/render-cost.ts';
import { counted } from './counted.ts';
import { dependenciesPagePath, renderDependenciesPage } from './licences.ts';
import { logsPagePath, renderLogsPage } from './logs-page.ts';
import { pageAssetsPath, renderPageAssets } from './page-assets.ts';
import {
  announcementSchemaPath,
  checkSchemaPath,
  digestListSchemaPath,
  renderAnnouncementSchema,
  renderCheckSchema,
  renderDigestListSchema,
  renderRouteSchema,
  renderSettingsSchema,
  renderVerificationSchema,
  routeSchemaPath,
  settingsSchemaPath,
  verificationSchemaPath,
} from './publish-schemas.ts';
import { recordedMinorsPath, renderRecordedMinors } from './recorded-minors.ts';
import { renderSecurityPage, securityPagePath } from './security-page.ts';
import { renderSettingsPage, settingsPagePath } from './settings-page.ts';

/*
 * npm run compile              writes all that is generated: the compiled knowledge base and its index, the recorded
 *                              minors, the JSON Schemas, the backtest's numbers in the README, what the template permits in
 *                              docs/security.md, what is logged in docs/logs.md, licences in
 *                              docs/dependencies.md, what the page loads, and docs/cost.md
 * npm run compile -- --check   writes nothing and fails when any of it is stale
 *
 * With any problem nothing is written: half a knowledge base would look whole.
 */
const check = process.argv.includes('--check');
const { entries, problems } = await compileEntries(behaviourPaths.entries);
for (const problem of problems) console.error(describeProblem(problem));

const inputs = recordedInputs();
const outputs = [
  [behaviourPaths.compiled, renderCompiled(entries)],
  [behaviourPaths.schema, renderSchema()],
  [announcementSchemaPath, renderAnnouncementSchema()],
  [checkSchemaPath, renderCheckSchema()],
  [routeSchemaPath, renderRouteSchema()],
  [digestListSchemaPath, renderDigestListSchema()],
  [settingsSchemaPath, renderSettingsSchema()],
  [verificationSchemaPath, renderVerificationSchema()],
  [recordedMinorsPath, renderRecordedMinors()],
  [settingsPagePath, await renderSettingsPage()],
  [indexPagePath, renderIndexPage(entries, inputs)],
  [readmePath, await renderReadme(backtest(inputs, entries, readExpectations()))],
  [dependenciesPagePath, await renderDependenciesPage()],
  [logsPagePath, await renderLogsPage()],
  [securityPagePath, await renderSecurityPage()],
  [pageAssetsPath, await renderPageAssets()],
  [costPagePath, renderCost(readMeasured(), fixedParts())],
] as const;
let stale = 0;
for (const [path, wanted] of problems.length === 0 ? outputs : []) {
  if (wanted === (await readFile(path, 'utf8').catch(() => undefined))) continue;
  if (check) console.error(`${relative(process.cwd(), path)} is stale: run \`npm run compile\`.`);
  else await writeFile(path, wanted);
  stale += 1;
}

console.log(
  `${counted(entries.length, 'entry', 'entries')}, ${counted(problems.length, 'problem')}, ${counted(stale, 'file')} ${check ? 'stale' : 'written'}`,
);
process.exitCode = problems.length > 0 || (check && stale > 0) ? 1 : 0;
