import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Template } from '../../cli/template/plain-template.ts';
import { templateName, templateOf } from '../../cli/template/render-template.ts';
import { unzip } from '../../cli/template/unzip.ts';
import { zip } from '../../cli/template/zip.ts';
import { stageMark } from '../../infra/settings/stage.ts';
import { resolveTemplate } from '../lambda/resolve-template.ts';
import {
  decided,
  objectsIn,
  type PackagedService,
  packageService,
  packagingHookMs,
} from '../packaged-service.ts';
import { schemaFindings } from '../validation/schema-findings.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
let service: PackagedService;
let files: ReadonlyMap<string, Buffer>;
let template: Template;
beforeAll(async () => {
  service = await packageService(root, decided);
  files = await templateOf(dirname(service.path('poll.zip')));
  template = JSON.parse(String(files.get(templateName)));
}, packagingHookMs);

describe('the template for CloudFormation alone', () => {
  test('has every resource that osls deploys, but the bucket of osls', () => {
    const deployed = Object.entries(service.resources).filter(
      ([, { Type }]) => !Type.startsWith('AWS::S3::'),
    );
    expect(deployed.length).toBe(Object.keys(service.resources).length - 2);
    const shapes = (resources: readonly (readonly [string, { readonly Type: string }])[]) =>
      resources.map(([name, { Type }]) => `${name} ${Type}`).sort();
    expect(shapes(Object.entries(template.Resources))).toEqual(shapes(deployed));
    expect(String(files.get(templateName))).not.toContain('ServerlessDeployment');
  });

  test('refers to nothing that it does not have', () => {
    const targets = [...objectsIn(template.Resources)].flatMap((part) => {
      const { Ref, 'Fn::GetAtt': attribute } = part;
      return [Ref, Array.isArray(attribute) ? attribute[0] : undefined].filter(
        (each) => typeof each === 'string',
      );
    });
    const there = { ...template.Resources, ...template.Parameters };
    const missing = targets.filter((target) => !target.startsWith('AWS::') && !(target in there));
    expect(targets.length).toBeGreaterThan(20);
    expect(missing).toEqual([]);
  });

  test('takes bundles from the bucket that is given, each named after its content', () => {
    const bundles = [...files.keys()].filter((name) => name.endsWith('.zip'));
    expect(bundles.map((name) => name.replace(/-[0-9a-f]{16}\.zip$/, ''))).toEqual([
      'poll',
      'deliver',
      'digest',
      'feed',
      'account',
    ]);
    const code = Object.values(template.Resources)
      .filter(({ Type }) => Type === 'AWS::Lambda::Function')
      .map(({ Properties }) => (Properties as { readonly Code: unknown }).Code);
    expect(code).toEqual(
      bundles.map((name) => ({
        S3Bucket: { Ref: 'CodeBucket' },
        S3Key: { 'Fn::Sub': `\${CodePrefix}${name}` },
      })),
    );
  });

  test('has the stage as a parameter wherever it stands in a name', () => {
    const text = String(files.get(templateName));
    expect(text).not.toContain(stageMark);
    // biome-ignore-start lint/suspicious/noTemplateCurlyInString: CloudFormation's own substitution.
    expect(template.Resources['PollLambdaFunction']?.Properties).toMatchObject({
      FunctionName: { 'Fn::Sub': 'amiwatch-${Stage}-poll' },
    });
    expect(text).toContain(
      '"arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/amiwatch/${Stage}/routes/*"',
    );
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: CloudFormation's own substitution.
  });

  test('has a parameter with a type, a description and a limit for all that can be decided', () => {
    const parameters = Object.entries(template.Parameters);
    expect(parameters.length).toBeGreaterThan(25);
    for (const [name, parameter] of parameters) {
      expect(parameter, name).toMatchObject({
        Type: expect.stringMatching(/^(String|Number|CommaDelimitedList)$/),
        Description: expect.stringMatching(/\.$/),
      });
      const limits = ['AllowedPattern', 'AllowedValues', 'MinValue'].filter(
        (key) => key in Object(parameter),
      );
      expect(limits.length, name).toBe(1);
    }
    expect(template.Parameters).toMatchObject({
      Regions: { Default: 'eu-west-1' },
      LogRetentionDays: { Default: 7 },
    });
    const used = [...objectsIn(template)].map(({ Ref }) => Ref);
    const inSubstitutions = JSON.stringify(template);
    for (const [name] of parameters)
      expect(used.includes(name) || inSubstitutions.includes(`\${${name}}`), name).toBe(true);
  });
});

describe('parameters that contradict each other are refused before anything is made', () => {
  const place = { account: '123456789012', region: 'eu-west-1', parameters: {} };
  const apply = (parameters: Readonly<Record<string, string>>, region = 'eu-west-1') =>
    resolveTemplate(JSON.parse(String(files.get(templateName))), { ...place, region, parameters });
  const hub = 'https://hub.example.com/';

  test.each([
    ['HubNeedsPublicUrl', { WebsubHub: hub }],
    ['DiscoveryOrKubernetes', { Discovery: 'on', Kubernetes: '1.30,1.31' }],
    ['DiscoveryRegionIsWatched', { Regions: 'eu-west-1,us-east-1', DiscoveryRegion: 'us-west-2' }],
    ['RegionsOfOnePartition', { Regions: 'eu-west-1,cn-north-1' }],
    ['RegionsOfOnePartition', { Regions: 'eu-west-1,xx-mars-1' }],
    ['RegionsOfOnePartition', { Regions: 'us-gov-west-1' }],
    ['TableIsKept', { ExistingTableName: 'amiwatch-prod-Table-1ABC' }],
  ])('%s: %j', (rule, parameters) => {
    expect(() => apply(parameters)).toThrow(`The rule ${rule} does not hold.`);
  });

  test.each([
    {},
    { WebsubHub: hub, PublicUrl: 'https://amis.example.com' },
    { Discovery: 'on' },
    { Discovery: 'off', Kubernetes: '1.30' },
    { Regions: 'eu-west-1,us-east-1', DiscoveryRegion: 'us-east-1' },
  ])('and %j are taken', (parameters) => {
    expect(apply(parameters)).toHaveProperty('Table');
  });

  test('a deployment in another partition watches Regions of its own', () => {
    expect(apply({ Regions: 'us-gov-west-1,us-gov-east-1' }, 'us-gov-west-1')).toHaveProperty('Table');
    expect(() => apply({ Regions: 'eu-west-1' }, 'us-gov-west-1')).toThrow('RegionsOfOnePartition');
  });

  test('no value of the one limit of details meets one of the other', () => {
    const { DetailsGiveUpAfterDays: days, DetailsPendingAfterMinutes: minutes } =
      template.Parameters as Readonly<
        Record<string, { readonly MinValue: number; readonly MaxValue: number }>
      >;
    expect(Number(days?.MinValue) * 1440).toBeGreaterThan(Number(minutes?.MaxValue));
  });

  test('the rules are right by the validator of CloudFormation', async () => {
    const path = service.path('plain.json');
    await writeFile(path, String(files.get(templateName)));
    expect(schemaFindings(path)).toEqual([]);
  });
});

describe('archives', () => {
  test('have what osls packaged, in the same bytes whoever writes them, whenever and in whatever order', async () => {
    const packaged = unzip(await readFile(service.path('feed.zip')));
    const [name = ''] = [...files.keys()].filter((file) => file.startsWith('feed-'));
    const archive = files.get(name) ?? Buffer.alloc(0);
    expect(unzip(archive)).toEqual(new Map([...packaged].sort(([a], [b]) => (a < b ? -1 : 1))));
    expect(zip(new Map([...packaged].reverse())).equals(archive)).toBe(true);
  });

  const hasUnzip = spawnSync('unzip', ['-v']).status === 0;
  test.skipIf(!hasUnzip)('are read by a program that is not ours', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'amiwatch-zip-'));
    try {
      for (const [name, content] of files) await writeFile(join(folder, name), content);
      for (const name of files.keys())
        if (name.endsWith('.zip')) {
          const { stdout } = await run('unzip', ['-t', join(folder, name)]);
          expect(stdout).toContain('No errors detected');
        }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('settings that shape the stack', () => {
  test('its name and tags are handed to CloudFormation', async () => {
    const state = JSON.parse(await readFile(service.path('serverless-state.json'), 'utf8'));
    expect(state.service.provider).toMatchObject({ stackName: 'ami-news', stackTags: { team: 'platform' } });
  });

  test('table and topic go with their stack when that is asked for', () => {
    expect(service.resource('Table')).toMatchObject({
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
      Properties: { DeletionProtectionEnabled: false },
    });
    expect(service.resource('AnnouncementsTopic')).toMatchObject({
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
    });
  });

  test('a table or a topic that is brought along is neither made nor deleted', () => {
    for (const [name, condition] of [
      ['Table', 'MakesTable'],
      ['AnnouncementsTopic', 'MakesTopic'],
      ['AnnouncementsTopicPolicy', 'MakesTopic'],
      ['OperatorsSubscription', 'HasOperatorsEmail'],
      ['Dashboard', 'MakesDashboard'],
    ] as const)
      expect(service.resource(name), name).toMatchObject({ Condition: condition });
    // Whatever names one of them outside its own resources asks first whether there is one.
    const others = Object.entries(service.resources).filter(
      ([name]) => !['Table', 'AnnouncementsTopic', 'AnnouncementsTopicPolicy'].includes(name),
    );
    const asked = [...objectsIn(others)].flatMap(({ 'Fn::If': either }) =>
      Array.isArray(either) ? [either[1]] : [],
    );
    for (const part of objectsIn(others)) {
      const { Ref, 'Fn::GetAtt': attribute } = part;
      const target = Ref ?? (Array.isArray(attribute) ? attribute[0] : undefined);
      if (target === 'Table' || target === 'AnnouncementsTopic') expect(asked).toContain(part);
    }
  });

  test('wrong ones stop the deployment before anything is made', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'amiwatch-wrong-'));
    try {
      const AMIWATCH_SETTINGS = join(folder, 'team.yaml');
      await writeFile(AMIWATCH_SETTINGS, 'regions: [mars]\n');
      const osls = join(root, 'node_modules/osls/bin/serverless.js');
      const options = { cwd: root, env: { ...process.env, AMIWATCH_SETTINGS } };
      await expect(run(process.execPath, [osls, 'package'], options)).rejects.toMatchObject({
        code: 1,
        stdout: expect.stringContaining(
          'line 1: regions[0] is "mars"; allowed: Region codes like eu-west-1.',
        ),
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
