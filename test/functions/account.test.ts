import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countRequests } from '../../bench/count-requests.ts';
import { addToFleet, describeFleet, removeFromFleet } from '../../cli/deployment/fleet.ts';
import { mailText } from '../../shared/announce/mail.ts';
import { type AccountWorld, startAccountWorld } from './account-world.ts';
import { makeUnknown, putRaw, readRaw } from './table-items.ts';

const emptyResolvConf = [
  '#!/bin/bash',
  'export REGISTRY_PASSWORD=hunter2-of-payments',
  ': > /etc/kubernetes/resolv.conf',
  "/etc/eks/bootstrap.sh payments --kubelet-extra-args '--resolv-conf=/etc/kubernetes/resolv.conf'",
].join('\n');
const harmless = ['#!/bin/bash', '/etc/eks/bootstrap.sh search'].join('\n');
const inParts = [
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="=="',
  '',
  '--==',
  'Content-Type: text/x-shellscript; charset="us-ascii"',
  '',
  emptyResolvConf,
  '',
  '--==--',
].join('\n');
const nodeConfig = [
  'apiVersion: node.eks.aws/v1alpha1',
  'kind: NodeConfig',
  'spec:',
  '  kubelet:',
  '    flags:',
  '      - --resolv-conf=/etc/empty',
].join('\n');

let world: AccountWorld;
beforeEach(async () => {
  world = await startAccountWorld();
});
afterEach(() => world.stop());

const twoGroups = {
  payments: {
    blue: { template: { userData: emptyResolvConf } },
    green: { amiType: 'AL2023_x86_64_STANDARD' },
  },
};

async function announced() {
  world.show('v20240817');
  const { failed } = await world.poll();
  const [announcement] = await world.received();
  if (announcement === undefined) throw new Error('Nothing was announced.');
  return { announcement, failed };
}

async function setupOf(name: string) {
  const found = (await world.fleet()).find((one) => one.name === name);
  if (found === undefined) throw new RangeError(`There is no ${name}.`);
  return found.value();
}

describe('the node groups of an account', () => {
  test('are in the announcement of a release that exposes them, with the line of their user data', async () => {
    world.show('v20240729');
    await world.poll();
    world.has('eu-west-1', twoGroups);
    expect(await world.read()).toMatchObject({
      failed: false,
      nodeGroups: 2,
      written: ['payments/blue', 'payments/green'],
    });
    const { announcement, failed } = await announced();
    expect(failed).toBe(false);
    expect(announcement.exposure).toMatchObject({ setups: 2, exposedSetups: 1 });
    expect(mailText(announcement).replaceAll(/\s+/g, ' ')).toContain(
      '1 of your 2 setups is exposed: payments/blue, launch template payments-blue version 3 line 4.',
    );
  });

  test.each([
    ['MIME', inParts, 'launch template payments-blue version 3:10'],
    ['gzip', gzipSync(emptyResolvConf), 'launch template payments-blue version 3:4'],
    [
      'base64 in base64',
      Buffer.from(emptyResolvConf).toString('base64'),
      'launch template payments-blue version 3:1',
    ],
  ])('user data is read as `check` reads it: %s', async (_, userData, place) => {
    world.has('eu-west-1', { payments: { blue: { template: { userData } } } });
    await world.read();
    const { answers } = await setupOf('payments/blue');
    expect(answers['containerd-empty-resolv-conf-no-fallback']).toMatchObject({ verdict: 'exposed', place });
  });

  test('say what EKS and EC2 know of them, and no secret', async () => {
    world.has('eu-west-1', {
      payments: {
        blue: {
          amiType: 'AL2023_x86_64_STANDARD',
          version: '1.31',
          diskSize: 4,
          template: { userData: nodeConfig, instanceType: 'm5.xlarge', rootVolumeGib: 4 },
        },
        red: { template: { userData: emptyResolvConf } },
      },
    });
    await world.read();
    const { origin, setup } = await setupOf('payments/blue');
    expect(origin).toEqual({ region: 'eu-west-1', cluster: 'payments', nodeGroup: 'blue' });
    expect(setup).toMatchObject({
      kind: 'node-group',
      amiType: 'AL2023_x86_64_STANDARD',
      operatingSystem: 'AL2023',
      kubernetes: '1.31',
    });
    expect(setup).not.toHaveProperty('release');
    const settings = setup.settings.map(({ key, of, value }) => `${of} ${key}=${value.text}`);
    expect(settings).toEqual(
      expect.arrayContaining([
        'node-group diskSize=4',
        'kubelet-flag resolv-conf=/etc/empty',
        'launch-template InstanceType=m5.xlarge',
        'launch-template BlockDeviceMappings[0].Ebs.VolumeSize=4',
      ]),
    );
    const item = JSON.stringify(await readRaw(world.context.table, { pk: 'FLEET', sk: 'payments/red' }));
    expect(item).toContain('/etc/kubernetes/resolv.conf');
    expect(item).not.toMatch(/hunter2|REGISTRY_PASSWORD=|kubelet-extra-args '/);
  });

  test.each([
    ['an image of its own', { amiType: 'CUSTOM', template: { userData: harmless, imageId: 'ami-0123' } }],
    ['a parameter for one', { amiType: 'CUSTOM', template: { imageId: 'resolve:ssm:/my/own/image' } }],
  ])('with %s have no AMI type', async (_, group) => {
    world.has('eu-west-1', { payments: { blue: group } });
    await world.read();
    const { setup } = await setupOf('payments/blue');
    expect(setup).not.toHaveProperty('amiType');
    expect(setup).not.toHaveProperty('operatingSystem');
  });

  test('whose launch template is gone are known as far as they are', async () => {
    world.has('eu-west-1', twoGroups);
    world.ec2.serveTemplates(new Map());
    expect(await world.read()).toMatchObject({ failed: false, nodeGroups: 2 });
    const { answers, setup } = await setupOf('payments/blue');
    expect(setup.gaps).toMatchObject([{ about: 'all' }]);
    expect(answers['containerd-empty-resolv-conf-no-fallback']).toMatchObject({ verdict: 'cannot-tell' });
  });

  test('of several Regions are told apart by these', async () => {
    world.has('eu-west-1', twoGroups);
    world.has('us-east-1', twoGroups);
    await world.read(['eu-west-1', 'us-east-1']);
    expect(await world.names()).toEqual([
      'payments/blue (eu-west-1)',
      'payments/blue (us-east-1)',
      'payments/green (eu-west-1)',
      'payments/green (us-east-1)',
    ]);
    const { removed, written } = await world.read(['us-east-1']);
    expect(written).toEqual(['payments/blue', 'payments/green']);
    expect(removed).toHaveLength(4);
  });

  test('are all found, however many pages they are on', async () => {
    const groups = Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`group-${index}`, {}]));
    world.has('eu-west-1', { one: groups, two: {}, three: groups });
    expect(await world.read()).toMatchObject({ failed: false, nodeGroups: 10 });
    expect(await world.names()).toHaveLength(10);
  });
});

describe('a run', () => {
  test('without news writes nothing', async () => {
    world.has('eu-west-1', twoGroups);
    await world.read();
    world.advance(86_400_000);
    const requests = countRequests(world.context.table);
    expect(await world.read()).toMatchObject({ failed: false, written: [], removed: [] });
    expect(requests.counts()).toEqual({ Query: 1 });
  });

  test('writes what is another, and removes what is gone', async () => {
    world.has('eu-west-1', twoGroups);
    await world.read();
    world.has('eu-west-1', { payments: { blue: { template: { userData: harmless } } } });
    expect(await world.read()).toMatchObject({
      failed: false,
      written: ['payments/blue'],
      removed: ['payments/green'],
    });
    expect(
      (await setupOf('payments/blue')).answers['containerd-empty-resolv-conf-no-fallback'],
    ).toMatchObject({ verdict: 'not-exposed' });
    world.has('eu-west-1', {});
    expect(await world.read()).toMatchObject({ failed: false, removed: ['payments/blue'] });
    expect(await world.names()).toEqual([]);
  });

  test('says in its log what it did', async () => {
    world.has('eu-west-1', twoGroups);
    const { log } = await world.read();
    expect(log).toEqual([
      {
        level: 'info',
        event: 'account-read',
        nodeGroups: 2,
        written: ['payments/blue', 'payments/green'],
        removed: [],
        problems: 0,
      },
    ]);
  });

  test('is patient when it is asked to slow down', async () => {
    world.has('eu-west-1', twoGroups);
    let left = 2;
    world.local.eks.fault(() => (left-- > 0 ? { kind: 'throttle' } : undefined));
    expect(await world.read()).toMatchObject({ failed: false, nodeGroups: 2 });
  });
});

describe('what cannot be read is a problem of its own, and stays as it was', () => {
  const denied = { kind: 'error', type: 'AccessDeniedException', message: 'no', status: 403 } as const;
  const before = {
    payments: { blue: {}, green: { template: { userData: harmless } } },
    search: { red: {} },
  };
  const after = { payments: { green: { version: '1.31', template: { userData: harmless } } }, search: {} };

  beforeEach(async () => {
    for (const region of ['eu-west-1', 'us-east-1']) world.has(region, before);
    await world.read(['eu-west-1', 'us-east-1']);
    for (const region of ['eu-west-1', 'us-east-1']) world.has(region, after);
  });

  const gone = (region: string) => [`payments/blue (${region})`, `search/red (${region})`];

  test.each([
    ['a Region', '/clusters', 'account-region-unread', 'eu-west-1', [], []],
    [
      'a cluster',
      '/clusters/payments/node-groups',
      'account-cluster-unread',
      'eu-west-1/payments',
      ['search/red (eu-west-1)'],
      [],
    ],
    [
      'a node group',
      '/clusters/payments/node-groups/green',
      'account-node-group-unread',
      'eu-west-1/payments/green',
      gone('eu-west-1'),
      [],
    ],
  ])('%s', async (_, path, kind, subject, removed, written) => {
    world.local.eks.fault((call) => (call.region === 'eu-west-1' && call.path === path ? denied : undefined));
    const result = await world.read(['eu-west-1', 'us-east-1']);
    expect(result.failed).toBe(true);
    expect(result.problems).toMatchObject([
      { kind, subject, message: expect.stringContaining('AccessDeniedException: no') },
    ]);
    expect(result.removed.toSorted()).toEqual([...removed, ...gone('us-east-1')].toSorted());
    expect(result.written).toEqual([...written, 'payments/green (us-east-1)']);
    expect(result.log.map(({ event }) => event)).toEqual(['problem', 'account-read']);
  });

  test('a launch template', async () => {
    world.ec2.fault(({ region }) =>
      region === 'eu-west-1'
        ? { kind: 'error', type: 'UnauthorizedOperation', message: 'no', status: 403 }
        : undefined,
    );
    const { failed, problems } = await world.read(['eu-west-1', 'us-east-1']);
    expect(failed).toBe(true);
    expect(problems).toMatchObject([{ subject: 'eu-west-1/payments/green' }]);
    expect((await setupOf('payments/green (eu-west-1)')).setup.kubernetes).toBe('1.30');
  });
});

describe('what was registered by hand', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'account-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const add = (name: string, text = harmless) => {
    writeFileSync(join(folder, 'nodes.sh'), text);
    return addToFleet(world.context.table, ['nodes.sh'], { name, cwd: folder, now: world.context.now() });
  };

  test('stays, and `fleet list` tells one from the other', async () => {
    await add('search');
    world.has('eu-west-1', twoGroups);
    await world.read();
    world.has('eu-west-1', { payments: { blue: {} } });
    await world.read();
    expect(await describeFleet(world.context.table)).toEqual([
      expect.stringMatching(
        /^payments\/blue {2}node-group AL2_x86_64 1\.30 {2}from the account, eu-west-1 {2}since 2024-/,
      ),
      expect.stringMatching(/^search {2}user-data .*nodes\.sh:1 {2}read 2024-/),
    ]);
  });

  test('keeps its name', async () => {
    await add('payments/blue');
    world.has('eu-west-1', twoGroups);
    const { failed, problems, written } = await world.read();
    expect(failed).toBe(true);
    expect(problems).toMatchObject([{ kind: 'fleet-setup-taken', subject: 'payments/blue' }]);
    expect(written).toEqual(['payments/green']);
    expect(await setupOf('payments/blue')).not.toHaveProperty('origin');
    await removeFromFleet(world.context.table, 'payments/blue');
    expect(await world.read()).toMatchObject({ failed: false, written: ['payments/blue'] });
  });

  test('does not take away what was read from the account', async () => {
    world.has('eu-west-1', twoGroups);
    await world.read();
    await expect(add('payments/blue')).rejects.toThrow(
      'payments/blue is a node group that is read from the account. Give another --name.',
    );
    const { removed } = await add('payments');
    expect(removed).toEqual([]);
    expect(await world.names()).toEqual(['payments', 'payments/blue', 'payments/green']);
  });

  test.each([
    ['of a version to come', (key: { pk: string; sk: string }) => makeUnknown(world.context.table, key)],
    [
      'broken',
      async (key: { pk: string; sk: string }) =>
        putRaw(world.context.table, { ...(await readRaw(world.context.table, key)), ...key, value: '{' }),
    ],
  ])('or cannot be read is not replaced: %s', async (_, spoil) => {
    world.has('eu-west-1', twoGroups);
    await world.read();
    await spoil({ pk: 'FLEET', sk: 'payments/green' });
    const { failed, problems } = await world.read();
    expect(failed).toBe(true);
    expect(problems).toMatchObject([{ kind: 'fleet-setup-taken', subject: 'payments/green' }]);
  });
});
