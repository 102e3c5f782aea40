import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countRequests } from '../../bench/count-requests.ts';
import { addToFleet, describeFleet, removeFromFleet } from '../../cli/deployment/fleet.ts';
import { announcementSchema } from '../../shared/announce/announcement.ts';
import { mailText } from '../../shared/announce/mail.ts';
import { renderSlack } from '../../shared/announce/slack/render-slack.ts';
import { readFleet } from '../../shared/aws/fleet.ts';
import { latestReports } from '../../shared/aws/reports.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { makeUnknown, putRaw, readRaw } from './table-items.ts';
import { startWorld, type World } from './world.ts';

const emptyResolvConf = [
  '#!/bin/bash',
  'export REGISTRY_PASSWORD=hunter2-of-payments',
  ': > /etc/kubernetes/resolv.conf',
  "/etc/eks/bootstrap.sh payments --kubelet-extra-args '--resolv-conf=/etc/kubernetes/resolv.conf'",
].join('\n');
const harmless = ['#!/bin/bash', '/etc/eks/bootstrap.sh search'].join('\n');
const unsure = [
  '#!/bin/bash',
  'aws s3 cp s3://bucket/resolv.conf /etc/kubernetes/resolv.conf',
  "/etc/eks/bootstrap.sh batch --kubelet-extra-args '--resolv-conf=/etc/kubernetes/resolv.conf'",
].join('\n');

let world: World;
let folder: string;
beforeEach(async () => {
  world = await startWorld();
  folder = mkdtempSync(join(tmpdir(), 'fleet-'));
  world.show('v20240729');
  await world.poll();
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await world.stop();
});

const add = (file: string, text: string, name?: string) => {
  writeFileSync(join(folder, file), text);
  return addToFleet(world.context.table, [file], { name, cwd: folder, now: world.context.now() });
};

async function announced() {
  world.show('v20240817');
  const { failed, problems } = await world.poll();
  const [announcement] = await world.received();
  if (announcement === undefined) throw new Error('Nothing was announced.');
  return { announcement, failed, problems };
}

describe('an announcement says what it is to the setups that were registered', () => {
  test('how many are exposed, which, and the line that decides', async () => {
    await add('payments.sh', emptyResolvConf, 'payments-blue');
    await add('search.sh', harmless, 'search');
    await add('batch.sh', unsure, 'batch');
    const { announcement, failed } = await announced();
    expect(failed).toBe(false);
    expect(announcement.exposure).toMatchObject({
      setups: 3,
      exposedSetups: 1,
      byNoLine: 3,
      cannotTell: 1,
    });
    expect(announcement.exposure?.exposed).toEqual([
      {
        setup: 'payments-blue',
        behaviourChange: 'containerd-empty-resolv-conf-no-fallback',
        place: 'payments.sh:4',
      },
    ]);
    expect(announcementSchema.parse(announcement)).toEqual(announcement);
    const words =
      '1 of your 3 setups is exposed: payments-blue, payments.sh line 4. 3 of them meet a change that no line decides. Of 1 it cannot be told.';
    expect(mailText(announcement).replaceAll(/\s+/g, ' ')).toContain(words);
    expect(JSON.stringify(renderSlack(announcement))).toContain(words);
  });

  test('and without a fleet it is as it was', async () => {
    const { announcement } = await announced();
    expect(announcement).not.toHaveProperty('exposure');
    expect(mailText(announcement)).not.toContain('setups');
  });

  test('an unchanged poll does not read the fleet', async () => {
    await announced();
    await add('payments.sh', emptyResolvConf, 'payments-blue');
    const requests = countRequests(world.context.table);
    await world.poll();
    expect(requests.counts()).toEqual({ GetItem: 1, Query: 1 });
  });

  test('whatever everybody can read knows nothing of it', async () => {
    await add('payments.sh', emptyResolvConf, 'payments-blue');
    const { announcement } = await announced();
    expect(JSON.stringify(announcement)).toContain('payments-blue');
    const reports = await latestReports(world.context.table, 'eks-amazon-linux', 20);
    expect(JSON.stringify(reports)).not.toContain('payments');
  });
});

describe('an entry that has changed since', () => {
  const asking = (value: string) => ({
    ...world.context,
    entries: async () =>
      behaviourChanges.map((entry) =>
        entry.id === 'containerd-empty-resolv-conf-no-fallback'
          ? {
              ...entry,
              exposure: [
                {
                  where: 'user-data' as const,
                  condition: 'It names a cluster.',
                  when: { setting: { of: 'kubelet-flag' as const, key: 'resolv-conf', value } },
                },
              ],
            }
          : entry,
      ),
  });

  test.each([
    ['/etc/kubernetes/resolv.conf', { exposedSetups: 1, cannotTell: 0 }],
    ['/etc/other', { exposedSetups: 0, cannotTell: 0 }],
  ])('is asked of what was kept: %s', async (value, expected) => {
    await add('payments.sh', emptyResolvConf, 'payments-blue');
    world.show('v20240817');
    await world.poll(asking(value));
    const [announcement] = await world.received();
    expect(announcement?.exposure).toMatchObject({ setups: 1, ...expected });
  });
});

describe('one setup that cannot be read', () => {
  test.each([
    ['of a version to come', (key: { pk: string; sk: string }) => makeUnknown(world.context.table, key)],
    [
      'broken',
      async (key: { pk: string; sk: string }) =>
        putRaw(world.context.table, { ...(await readRaw(world.context.table, key)), ...key, value: '{}' }),
    ],
  ])(
    '%s sinks no announcement, is a problem, and counts as one of which nothing can be told',
    async (_, spoil) => {
      await add('payments.sh', emptyResolvConf, 'payments-blue');
      await add('search.sh', harmless, 'search');
      await spoil({ pk: 'FLEET', sk: 'search' });
      const { announcement, failed, problems } = await announced();
      expect(failed).toBe(true);
      expect(problems).toMatchObject([{ kind: 'fleet-setup-unreadable', subject: 'search' }]);
      expect(announcement.exposure).toMatchObject({ setups: 2, exposedSetups: 1, cannotTell: 1 });
      expect(await describeFleet(world.context.table)).toMatchObject([
        expect.stringMatching(/^payments-blue {2}user-data .*payments\.sh:1 {2}read 2024-/),
        expect.stringContaining('search  unreadable: '),
      ]);
    },
  );
});

describe('the fleet', () => {
  const names = async () => (await readFleet(world.context.table)).setups.map(({ name }) => name);
  const two = [harmless, emptyResolvConf]
    .map((text, index) =>
      [
        `resource "aws_launch_template" "nodes${index}" {`,
        '  user_data = base64encode(<<-EOT',
        text.replaceAll(/^/gm, '    '),
        '  EOT',
        '  )',
        '}',
      ].join('\n'),
    )
    .join('\n');

  test('keeps no secret and no line of the files', async () => {
    await add('payments.sh', emptyResolvConf, 'payments-blue');
    const item = JSON.stringify(await readRaw(world.context.table, { pk: 'FLEET', sk: 'payments-blue' }));
    expect(item).toContain('/etc/kubernetes/resolv.conf');
    expect(item).not.toMatch(/hunter2|REGISTRY_PASSWORD=|kubelet-extra-args '/);
  });

  test('replaces what stood under a name, what is no longer there included', async () => {
    await add('nodes.tf', two, 'blue');
    expect(await names()).toEqual(['blue/aws_launch_template.nodes0', 'blue/aws_launch_template.nodes1']);
    await add('other.sh', harmless, 'bluebird');
    const { removed } = await add('nodes.sh', harmless, 'blue');
    expect(removed).toEqual(['blue/aws_launch_template.nodes0', 'blue/aws_launch_template.nodes1']);
    expect(await names()).toEqual(['blue', 'bluebird']);
    await add('nodes.sh', emptyResolvConf, 'blue');
    expect((await announced()).announcement.exposure).toMatchObject({ setups: 2, exposedSetups: 1 });
  });

  test('calls setups by their own names, and loses them one by one or under their common name', async () => {
    await add('nodes.tf', two);
    expect(await names()).toEqual(['aws_launch_template.nodes0', 'aws_launch_template.nodes1']);
    await add('nodes.tf', two, 'blue');
    expect(await removeFromFleet(world.context.table, 'blue')).toHaveLength(2);
    await removeFromFleet(world.context.table, 'aws_launch_template.nodes0');
    expect(await names()).toEqual(['aws_launch_template.nodes1']);
    await expect(removeFromFleet(world.context.table, 'aws_launch_template.node')).rejects.toThrow(
      'There is no setup "aws_launch_template.node". Nearest: aws_launch_template.nodes1.',
    );
  });

  test('says what it cannot take', async () => {
    await expect(add('readme.md', '# Hello', 'x')).rejects.toThrow(
      'There is no configuration of nodes, pods or images in readme.md.',
    );
    const many = Array.from({ length: 4000 }, (_, index) => `mkdir -p /data/of/the/team/${index}`).join('\n');
    await expect(add('big.sh', `${harmless}\n${many}`, 'big')).rejects.toThrow(
      /^big takes \d+ kB, and the table keeps 380 kB of a setup/,
    );
    expect(await names()).toEqual([]);
  });
});
