import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { copyProject } from '../cli/template/copy-project.ts';
import { unzip } from '../cli/template/unzip.ts';
import { stageMark } from '../infra/settings/stage.ts';
import type { Template } from './lambda/resolve-template.ts';

export interface Statement {
  readonly Sid?: string;
  readonly Action: readonly string[];
  readonly Resource: unknown;
  readonly Principal?: unknown;
}

interface Policy {
  readonly Statement: readonly Statement[];
}

/** The properties that the tests look into; which of them a resource has depends on its type. */
interface Properties {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly AssumeRolePolicyDocument: Policy;
  readonly DashboardBody: { readonly 'Fn::Sub': readonly [string, object] };
  readonly DefaultRouteSettings: unknown;
  readonly Environment: { readonly Variables: unknown };
  readonly FunctionName: string;
  readonly KmsMasterKeyId: unknown;
  readonly Metrics: readonly {
    readonly MetricStat?: {
      readonly Metric: {
        readonly MetricName: string;
        readonly Dimensions: readonly { readonly Name: string }[];
      };
    };
  }[];
  readonly Policies?: readonly { readonly PolicyDocument: Policy }[];
  readonly PolicyDocument?: Policy;
  readonly RetentionInDays: number;
  readonly RouteKey: string;
  readonly Timeout: number;
  readonly Queues?: readonly { readonly Ref: string }[];
  readonly Topics?: readonly { readonly Ref: string }[];
}

export interface Resource {
  readonly Type: string;
  readonly Metadata?: { readonly Wildcards?: Readonly<Record<string, string>> };
  readonly Properties: Properties;
}

export interface PackagedService {
  /** The template that a deployment would apply, as it is. */
  readonly template: Template;
  /** The resources of the template that a deployment would apply. */
  readonly resources: Readonly<Record<string, Resource>>;
  /** One of them; throws where there is none. */
  readonly resource: (name: string) => Resource;
  readonly ofType: (type: string) => readonly (readonly [string, Resource])[];
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Path of a packaged file: the template, `poll.zip`, … */
  readonly path: (name: string) => string;
}

/** What a deployment decides. */
interface Packaging {
  readonly stage?: string;
  /** The text of `amiwatch.yaml`. */
  readonly settings?: string;
}

/**
 * Packaging takes ten seconds, and minutes on a machine that does much else. Whoever packages says within this time why there is
 * no package, those who wait for one that died give up after a little more, and both are before the end of their hooks.
 */
const packagingMs = 240_000;
const patienceMs = 270_000;
/** For hooks that package. */
export const packagingHookMs = 300_000;

async function tooLong(): Promise<string> {
  await wait(packagingMs, undefined, { ref: false });
  return `Packaging was not over after ${packagingMs / 1000} s.`;
}

/** What a deployment decides in the one other packaging that a run makes; whoever wants another setting packaged adds it here. */
export const decided: Required<Packaging> = {
  stage: stageMark,
  settings: `
regions: [eu-west-1]
account: { regions: [eu-west-1] }
removalPolicy: delete
logRetentionDays: 7
stackName: ami-news
tags: { team: platform }
`,
};

/**
 * A deployment without its last step. Every test file of a run that wants the same one gets it: whoever asks first makes it, and the
 * run takes it away.
 */
export async function packageService(root: string, options: Packaging = {}): Promise<PackagedService> {
  const name = createHash('sha256').update(JSON.stringify(options)).digest('hex').slice(0, 12);
  const directory = join(inject('sharedFolder'), name);
  const done = `${directory}.done`;
  const givesUpAt = Date.now() + patienceMs;
  const isFirst = await mkdir(directory).then(
    () => true,
    () => false,
  );
  if (isFirst) {
    const packaging = packageInto(directory, root, options).then(() => '', String);
    const failure = await Promise.race([packaging, tooLong()]);
    await writeFile(`${done}.part`, failure);
    await rename(`${done}.part`, done);
  }
  for (;;) {
    const failure = await readFile(done, 'utf8').catch(() => undefined);
    if (failure === '') return readService(directory);
    if (failure !== undefined) throw new Error(failure);
    if (Date.now() > givesUpAt) throw new Error(`${directory}: whoever packages it has died.`);
    await wait(100);
  }
}

/** Packages a copy of the project: without credentials, and with every address that it might call closed. */
async function packageInto(directory: string, root: string, { settings, stage = 'prod' }: Packaging) {
  await copyProject(root, directory);
  if (settings !== undefined) await writeFile(join(directory, 'amiwatch.yaml'), settings);
  const { PATH = '' } = process.env;
  const closed = 'http://127.0.0.1:9';
  const env = {
    PATH: `${join(root, 'node_modules', '.bin')}:${PATH}`,
    HOME: directory,
    AWS_ENDPOINT_URL: closed,
    HTTPS_PROXY: closed,
    HTTP_PROXY: closed,
  };
  const packaging = ['package', '--stage', stage];
  await promisify(execFile)('osls', packaging, { cwd: directory, env, timeout: packagingMs });
}

async function readService(directory: string): Promise<PackagedService> {
  const path = (name: string) => join(directory, '.serverless', name);
  const template = JSON.parse(await readFile(path('cloudformation-template-update-stack.json'), 'utf8'));
  const { Resources: resources, Parameters: parameters } = template;
  const resource = (name: string): Resource => {
    const found = resources[name];
    if (found === undefined) throw new Error(`The template has no ${name}.`);
    return found;
  };
  return {
    template,
    resources,
    resource,
    ofType: (type) => Object.entries<Resource>(resources).filter(([, { Type }]) => Type === type),
    parameters,
    path,
  };
}

/** Every object anywhere below a value. */
export function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const part of Object.values(value)) yield* objectsIn(part);
}

/**
 * Loads a packaged handler in a process of its own, in a folder outside the project: there is nothing to resolve a forgotten
 * import from. Gives the bundle's files and what kind of thing the handler is.
 */
export async function loadAlone(
  zip: string,
): Promise<{ readonly files: ReadonlyMap<string, Buffer>; readonly stdout: string }> {
  const files = unzip(await readFile(zip));
  const alone = await mkdtemp(join(tmpdir(), 'amiwatch-bundle-'));
  try {
    for (const [path, code] of files) await writeFile(join(alone, basename(path)), code);
    const load = `console.log(typeof (await import('${pathToFileURL(join(alone, 'handler.mjs'))}')).handler)`;
    const env = {
      AWS_REGION: 'us-east-1',
      AMIWATCH_TABLE: 'table',
      AMIWATCH_TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:announcements',
      AMIWATCH_REGIONS: 'us-east-1,eu-west-1',
      AMIWATCH_ROUTES: '/amiwatch/prod/routes',
      AMIWATCH_DIGESTS: '/amiwatch/prod/digests',
    };
    const run = promisify(execFile);
    const options = { env, cwd: alone };
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', load], options);
    return { files, stdout };
  } finally {
    await rm(alone, { recursive: true });
  }
}

/** The resources of a statement that are patterns, each behind its actions, without partition. */
export function patternsOf({ Action, Resource: resources }: Statement): readonly string[] {
  return [resources].flat().flatMap((one) => {
    const arn = (one as { readonly 'Fn::Sub'?: string })['Fn::Sub'];
    return arn?.includes('*') === true
      ? [`${Action.join()} ${arn.replace(/^arn:[^:]+::Partition.:/, '')}`]
      : [];
  });
}
