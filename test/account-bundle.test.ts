import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unzip } from '../cli/template/unzip.ts';
import { accountAlarms } from '../infra/account-alarms.ts';
import { accountPermissions } from '../infra/account-permissions.ts';
import { tableAt } from '../shared/aws/clients.ts';
import { readFleet } from '../shared/aws/fleet.ts';
import { type Cloud, deploy } from './lambda/cloud.ts';
import { isAllowed, statementsOf, unused } from './lambda/policy.ts';
import {
  decided,
  loadAlone,
  type PackagedService,
  packageService,
  packagingHookMs,
} from './packaged-service.ts';

/*
 * The packaged bundle that reads an account, run as Lambda runs it, and what its role lets it do. Validators see the template with the
 * setting in test/template.test.ts and test/cli/template.test.ts.
 */

const root = fileURLToPath(new URL('../', import.meta.url));
const account = '000000000000';
/** Where the stack is, and the Region whose node groups it reads. */
const home = 'us-east-1';
const region = 'eu-west-1';
const userData = '#!/bin/bash\n/etc/eks/bootstrap.sh x --kubelet-extra-args "--resolv-conf=/dev/null"\n';
const groups: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  [
    'blue',
    { amiType: 'AL2_x86_64', version: '1.30', launchTemplate: { id: 'lt-1', name: 'b', version: '7' } },
  ],
  ['green', { amiType: 'AL2023_x86_64_STANDARD', version: '1.30' }],
  ['red', { amiType: 'CUSTOM', version: '1.30' }],
];

let service: PackagedService;
let folder: string;
let cloud: Cloud;
let runs: readonly unknown[];
let fleet: Awaited<ReturnType<typeof readFleet>>;
beforeAll(async () => {
  service = await packageService(root, decided);
  folder = await mkdtemp(join(tmpdir(), 'amiwatch-account-'));
  cloud = await deploy({
    template: service.template,
    bundle: async (name) => unzip(await readFile(service.path(`${name}.zip`))),
    folder,
    place: { account, region: home, parameters: {} },
    beginsAt: new Date('2024-08-17T08:00:00Z'),
  });
  const has = (count: number) =>
    cloud.local.eks.serve(new Map([[region, new Map([['payments', new Map(groups.slice(0, count))]])]]));
  cloud.local.ec2.serveTemplates(new Map([[region, new Map([['lt-1:7', { userData }]])]]));
  has(3);
  const first = await cloud.schedule('account');
  has(2);
  runs = [first, await cloud.schedule('account'), await cloud.schedule('account')];
  fleet = await readFleet(tableAt('Table', cloud.local));
}, packagingHookMs + 60_000);
afterAll(async () => {
  await cloud?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('the packaged bundle', () => {
  test('reads the account, then what has changed, then nothing', () => {
    expect(runs).toMatchObject([
      { nodeGroups: 3, written: ['payments/blue', 'payments/green', 'payments/red'], problems: [] },
      { nodeGroups: 2, written: [], removed: ['payments/red'], problems: [] },
      { written: [], removed: [], problems: [] },
    ]);
  });

  test('has the grammar with it', () => {
    const blue = fleet.setups.find(({ name }) => name === 'payments/blue')?.value();
    expect(blue?.answers['containerd-empty-resolv-conf-no-fallback']).toMatchObject({
      verdict: 'exposed',
      place: 'launch template b version 7:2',
    });
    expect(blue?.setup.gaps).toEqual([]);
  });

  test('loads where nothing else is, and brings nothing of it into the others', async () => {
    expect((await loadAlone(service.path('account.zip'))).stdout.trim()).toBe('function');
    for (const name of ['poll', 'deliver', 'digest', 'feed']) {
      const files = [...unzip(await readFile(service.path(`${name}.zip`)))];
      const brought = files.filter(
        ([path, bytes]) => /account|\.wasm$/.test(path) || bytes.includes('ListNodegroups'),
      );
      expect(brought.map(([path]) => path)).toEqual([]);
    }
  });
});

describe('permissions', () => {
  const context = { 'aws:SecureTransport': 'true', 'aws:SourceAccount': account };

  test.each(['AccountRole', 'AccountScheduleRole'])('%s has what was used, and no more', (role) => {
    const accesses = cloud.accesses(role);
    const statements = statementsOf(cloud.resources, role);
    expect(accesses.length).toBeGreaterThan(0);
    expect(accesses.filter((access) => !isAllowed(statements, access, context))).toEqual([]);
    expect(unused(statements, accesses, context)).toEqual([]);
  });

  test('end at the fleet, and at the Regions of the setting', () => {
    const statements = statementsOf(cloud.resources, 'AccountRole');
    const may = (action: string, resource: string, own: Readonly<Record<string, readonly string[]>>) =>
      isAllowed(statements, { action, resource, context: own }, context);
    const table = `arn:aws:dynamodb:${home}:${account}:table/Table`;
    const key = (pk: string) => ({ 'dynamodb:LeadingKeys': [pk] });
    expect(may('dynamodb:DeleteItem', table, key('FLEET'))).toBe(true);
    expect(may('dynamodb:DeleteItem', table, key('ROUTES'))).toBe(false);
    expect(may('eks:ListClusters', '*', { 'aws:RequestedRegion': [region] })).toBe(true);
    expect(may('eks:ListClusters', '*', { 'aws:RequestedRegion': [home] })).toBe(false);
    expect(may('eks:DescribeNodegroup', `arn:aws:eks:${home}:${account}:nodegroup/a/b/c`, {})).toBe(false);
  });
});

describe('the template with the setting', () => {
  test('permits what infra/account-permissions.ts says', () => {
    const permissions = accountPermissions([region]);
    expect(
      Object.fromEntries(Object.keys(permissions).map((name) => [name, service.resource(name)])),
    ).toEqual(permissions);
  });

  test('has a reason for each pattern of a resource', () => {
    const { Metadata, Properties } = service.resource('AccountRole');
    const statements = (Properties.Policies ?? []).flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    const wild = statements.filter(({ Resource }) => JSON.stringify(Resource).includes('*'));
    expect(wild).toHaveLength(4);
    expect(Object.keys(Metadata?.Wildcards ?? {})).toEqual(wild.map(({ Sid }) => Sid));
  });

  test('starts the function every day and repeats nothing', () => {
    expect(service.resource('AccountSchedule').Properties).toMatchObject({
      ScheduleExpression: 'rate(1 day)',
      Target: { RetryPolicy: { MaximumRetryAttempts: 0 } },
    });
    expect(service.resource('AccountLambdaEvConf').Properties).toMatchObject({ MaximumRetryAttempts: 0 });
    expect(service.resource('AccountLogGroup').Properties.RetentionInDays).toEqual({
      Ref: 'LogRetentionDays',
    });
  });

  test('has an alarm for a failure and one for silence, each with a section of the runbook', async () => {
    const runbook = await readFile(join(root, 'docs/runbook.md'), 'utf8');
    const sections = [...runbook.matchAll(/^## (\S+)$/gm)].map(([, section]) => section);
    for (const name of Object.keys(accountAlarms)) {
      const { AlarmDescription, AlarmName } = service.resource(name).Properties;
      const section = /(account-\w+)$/.exec(AlarmName)?.[1];
      expect(AlarmDescription).toContain(`docs/runbook.md#${section}.`);
      expect(sections).toContain(section);
    }
  });
});
