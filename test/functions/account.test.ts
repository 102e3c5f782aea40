import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mailText } from '../../shared/announce/mail.ts';
import {
  type AccountWorld,
  emptyResolvConf,
  harmless,
  startAccountWorld,
  twoGroups,
} from './account-world.ts';
import { readRaw } from './table-items.ts';

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

async function announced() {
  world.show('v20240817');
  const { failed } = await world.poll();
  const [announcement] = await world.received();
  if (announcement === undefined) throw new Error('Nothing was announced.');
  return { announcement, failed };
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
    const { answers } = await world.setup('payments/blue');
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
    const { origin, setup } = await world.setup('payments/blue');
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
    const { setup } = await world.setup('payments/blue');
    expect(setup).not.toHaveProperty('amiType');
    expect(setup).not.toHaveProperty('operatingSystem');
  });

  test('whose launch template is gone are known as far as they are', async () => {
    world.has('eu-west-1', twoGroups);
    world.ec2.serveTemplates(new Map());
    expect(await world.read()).toMatchObject({ failed: false, nodeGroups: 2 });
    const { answers, setup } = await world.setup('payments/blue');
    expect(setup.gaps).toMatchObject([{ about: 'all' }]);
    expect(answers['containerd-empty-resolv-conf-no-fallback']).toMatchObject({ verdict: 'cannot-tell' });
  });

  test.each([
    ['InvalidLaunchTemplateId.NotFound', false],
    ['InvalidLaunchTemplateId.VersionNotFound', false],
    ['InvalidLaunchTemplateName.NotFoundException', false],
    ['InvalidLaunchTemplateId.Malformed', true],
    ['InvalidParameterValue', true],
    ['InvalidAction', true],
  ])('%s of EC2 is a problem: %s', async (type, failed) => {
    world.has('eu-west-1', twoGroups);
    await world.read();
    world.ec2.fault(() => ({ kind: 'error', type, message: 'no', status: 400 }));
    expect((await world.read()).failed).toBe(failed);
    const { setup } = await world.setup('payments/blue');
    expect(setup.gaps.some(({ about }) => about === 'all')).toBe(!failed);
  });

  test('that name no version of their launch template have its default one', async () => {
    world.has('eu-west-1', {
      payments: { blue: { template: { userData: emptyResolvConf }, templateVersion: '$Default' } },
    });
    expect(await world.read()).toMatchObject({ failed: false });
    const { answers } = await world.setup('payments/blue');
    expect(answers['containerd-empty-resolv-conf-no-fallback']).toMatchObject({ verdict: 'exposed' });
  });

  test('keep no tags of what their launch template starts', async () => {
    world.has('eu-west-1', {
      payments: { blue: { template: { userData: harmless, tags: { Pin: '481516' } } } },
    });
    await world.read();
    const { setup } = await world.setup('payments/blue');
    expect(setup.settings.filter(({ key }) => key.startsWith('TagSpecifications'))).toEqual([]);
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
