import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { AwsSolutionsChecks } from 'cdk-nag';
import { acceptedFindings } from '../../infra/accepted-findings.ts';

/** A rule of the pack that a resource does not keep. */
export interface SecurityFinding {
  readonly rule: string;
  readonly at: string;
}

interface ValidationReport {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly violations: readonly {
      readonly ruleName: string;
      readonly violatingConstructs: readonly { readonly constructPath: string }[];
    }[];
  }[];
}

/** What cdk-nag's pack AWS Solutions finds in a template. */
export async function securityFindings(template: string): Promise<readonly SecurityFinding[]> {
  const outdir = await mkdtemp(join(tmpdir(), 'amiwatch-security-'));
  const print = console.error;
  try {
    const app = new App({ outdir, analyticsReporting: false });
    new CfnInclude(new Stack(app, 'amiwatch'), 'template', { templateFile: template });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    console.error = () => {};
    const report = synthesize(app, join(outdir, 'validation-report.json'));
    // The library's own checks of schemas come along; schema-findings.ts has those.
    const own = report.pluginReports.filter(({ pluginName }) => pluginName === 'AwsSolutions');
    if (own.length === 0) throw new RangeError('The pack has not reported.');
    return own.flatMap(({ violations }) =>
      violations.flatMap(({ ruleName, violatingConstructs }) =>
        violatingConstructs.map(({ constructPath }) => ({
          rule: ruleName.replace(/\[.*$/, ''),
          at: constructPath.slice(constructPath.lastIndexOf('/') + 1),
        })),
      ),
    );
  } finally {
    console.error = print;
    await rm(outdir, { recursive: true });
  }
}

/** The report of a synthesis, which fails whenever it has findings to report. */
function synthesize(app: App, path: string): ValidationReport {
  try {
    app.synth();
  } catch (error) {
    if (!existsSync(path)) throw error;
  }
  return JSON.parse(readFileSync(path, 'utf8')) as ValidationReport;
}

/** Findings that nobody has accepted, and accepted ones that are not found any more. */
export function unaccepted(
  found: readonly SecurityFinding[],
  withReasons: ReadonlySet<string>,
): readonly string[] {
  const places = acceptedFindings.flatMap(({ at, rule }) =>
    [...(at === 'wildcards' ? withReasons : at)].map((place) => `${rule} at ${place}`),
  );
  const names = new Set(found.map(({ at, rule }) => `${rule} at ${at}`));
  return [
    ...names.difference(new Set(places)),
    ...[...new Set(places).difference(names)].map((place) => `${place} is accepted and not found`),
  ];
}
