import { describe, expect, test } from 'vitest';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import type { Condition } from '../../shared/exposure/condition.ts';
import { evaluate } from '../../shared/exposure/evaluate.ts';
import type { Truth } from '../../shared/exposure/truth.ts';
import { judgeText } from './read-example.ts';
import { type StepParts, setupOf } from './setup-of.ts';

const condition: Condition = {
  hidden: {
    path: '/var/lib/containerd',
    restoredBy: [{ does: 'run', program: 'ctr', words: { has: ['import', '/etc/eks/pause.tar'] } }],
  },
};

const mount = (device: string, path: string, by: 'command' | 'fstab' | 'systemd' = 'command'): StepParts => ({
  does: 'mount',
  device,
  path,
  by,
});
const copy = (from: string, to: string): StepParts => ({ does: 'copy', from, to });
const link = (target: string, path: string): StepParts => ({ does: 'link', path, target });
const remove = (path: string): StepParts => ({ does: 'remove', path });
const away = remove('/var/lib/containerd');
const run = (program: string, ...words: string[]): StepParts => ({ does: 'run', program, words });
const over = mount('/dev/xvdb', '/var/lib/containerd');
const beside = mount('/dev/xvdb', '/mnt');

const rows: readonly (readonly [name: string, steps: readonly StepParts[], truth: Truth])[] = [
  ['nothing is mounted', [run('mkdir', '/var/lib/containerd')], 'no'],
  ['mounted over', [over], 'yes'],
  ['mounted over a parent', [mount('/dev/xvdb', '/var/lib')], 'yes'],
  ['mounted at a longer name', [mount('/dev/xvdb', '/var/lib/containerd-data')], 'no'],
  ['mounted inside', [mount('/dev/xvdb', '/var/lib/containerd/tmp')], 'unknown'],
  ['mounted by fstab', [mount('UUID=1', '/var/lib/containerd', 'fstab')], 'yes'],
  ['mounted where a variable alone says', [mount('/dev/xvdb', '~$DIR')], 'unknown'],
  ['mounted where a variable cannot say it', [mount('/dev/xvdb', '~/mnt/$DIR')], 'no'],
  ['removed where a variable alone says', [{ does: 'remove', path: '~$DIR' }], 'no'],
  ['mounted where a variable may say it', [mount('/dev/xvdb', '~/var/lib/$DIR')], 'unknown'],
  ['mounted in a branch', [{ ...over, certain: false }], 'unknown'],
  ['removed', [{ does: 'remove', path: '/var/lib/containerd/*' }], 'yes'],
  ['removed inside', [{ does: 'remove', path: '/var/lib/containerd/tmp' }], 'unknown'],
  ['the content copied first', [beside, copy('/var/lib/containerd/.', '/mnt/'), over], 'no'],
  ['the content copied by a star', [beside, copy('/var/lib/containerd/*', '/mnt'), over], 'no'],
  ['the content copied too late', [over, beside, copy('/var/lib/containerd/.', '/mnt/')], 'yes'],
  [
    'the directory itself copied, one level too deep',
    [beside, copy('/var/lib/containerd', '/mnt/'), over],
    'yes',
  ],
  [
    'the directory itself copied to the mount point',
    [beside, copy('/var/lib/containerd', '/mnt'), over],
    'yes',
  ],
  [
    'copied to another device',
    [mount('/dev/xvdc', '/mnt'), copy('/var/lib/containerd/.', '/mnt'), over],
    'unknown',
  ],
  [
    'copied, and mounted by its UUID',
    [beside, copy('/var/lib/containerd/.', '/mnt'), mount('UUID=1', '/var/lib/containerd')],
    'no',
  ],
  ['something else copied', [beside, copy('/var/lib/kubelet/.', '/mnt/'), over], 'yes'],
  [
    'a bind mount of a copy',
    [copy('/var/lib/containerd', '/data/'), mount('/data/containerd', '/var/lib/containerd')],
    'no',
  ],
  ['a bind mount of an empty directory', [mount('/data/containerd', '/var/lib/containerd')], 'yes'],
  [
    'moved away and copied back',
    [
      copy('/var/lib/containerd', '/var/lib/containerd.old'),
      over,
      copy('/var/lib/containerd.old/.', '/var/lib/containerd'),
    ],
    'no',
  ],
  ['moved away and left there', [copy('/var/lib/containerd', '/var/old'), over], 'yes'],
  ['copied to where another file may mount', [copy('/var/lib/containerd/.', '/mnt'), over], 'unknown'],
  ['linked to nothing', [beside, away, link('/mnt/x', '/var/lib/containerd')], 'yes'],
  ['linked inside', [beside, link('/mnt/x', '/var/lib/containerd')], 'no'],
  [
    'moved and linked from the folder',
    [beside, copy('/var/lib/containerd', '/mnt/'), away, link('/mnt/containerd', '/var/lib/')],
    'no',
  ],
  [
    'moved and bound',
    [
      copy('/var/lib/containerd/*', '/data/c'),
      remove('/var/lib/containerd/*'),
      mount('/data/c', '/var/lib/containerd'),
    ],
    'no',
  ],
  ['unmounted', [over, run('umount', '-l', '/var/lib/containerd')], 'no'],
  ['unmounted by its device', [over, run('umount', '/dev/xvdb')], 'no'],
  ['unmounted and mounted again', [over, run('umount', '/dev/xvdb'), over], 'yes'],
  ['perhaps unmounted', [over, { ...run('umount', '/dev/xvdb'), certain: false }], 'unknown'],
  [
    'formatted after the copy',
    [beside, copy('/var/lib/containerd/.', '/mnt'), run('mkfs.xfs', '/dev/xvdb'), over],
    'yes',
  ],
  [
    'formatted before the copy',
    [run('mkfs.xfs', '/dev/xvdb'), beside, copy('/var/lib/containerd/.', '/mnt'), over],
    'no',
  ],
  ['emptied after the copy', [beside, copy('/var/lib/containerd/.', '/mnt'), remove('/mnt/*'), over], 'yes'],
  [
    'tidied after the copy',
    [beside, copy('/var/lib/containerd/.', '/mnt'), remove('/mnt/lost+found'), over],
    'no',
  ],
  [
    'two file systems in memory',
    [mount('tmpfs', '/mnt'), copy('/var/lib/containerd/.', '/mnt'), mount('tmpfs', '/var/lib/containerd')],
    'unknown',
  ],
  ['copied by tar', [beside, run('tar', '-C', '/var/lib/containerd', '-cf', '-', '.'), over], 'unknown'],
  [
    'the image imported afterwards',
    [over, run('ctr', '-n', 'k8s.io', 'images', 'import', '/etc/eks/pause.tar')],
    'no',
  ],
  ['the image imported before', [run('ctr', 'images', 'import', '/etc/eks/pause.tar'), over], 'yes'],
  [
    'one device by one variable',
    [mount('~$DEV', '/mnt'), copy('/var/lib/containerd/.', '/mnt'), mount('~$DEV', '/var/lib/containerd')],
    'no',
  ],
];

test.each(rows)('%s', (_, steps, truth) => {
  expect(evaluate(condition, setupOf({ steps })).truth).toBe(truth);
});

describe("a link in containerd's place", () => {
  const entry = behaviourChanges.find(({ id }) => id === 'al2023-varlibcontainerd-mount-hides-pause');
  test.each([
    [
      'to where its content was moved',
      'mv /var/lib/containerd /mnt/ && ln -s /mnt/containerd /var/lib/containerd',
      'not-exposed',
    ],
    [
      'to where its content was copied',
      'cp -a /var/lib/containerd/. /mnt/c/\nrm -rf /var/lib/containerd\nln -sfn /mnt/c /var/lib/',
      'exposed',
    ],
    [
      'by the same name in its folder',
      'cp -a /var/lib/containerd/. /mnt/containerd/\nrm -rf /var/lib/containerd/\nln -s /mnt/containerd /var/lib/',
      'not-exposed',
    ],
    [
      'to an empty directory, after it was moved elsewhere',
      'mv /var/lib/containerd /var/old\nmkdir -p /mnt/c\nln -s /mnt/c /var/lib/containerd',
      'exposed',
    ],
    [
      'to an empty directory, after it was removed',
      'rm -rf /var/lib/containerd\nln -s /mnt/c /var/lib/containerd',
      'exposed',
    ],
    ['in the directory that still stands', 'ln -s /mnt/c /var/lib/containerd', 'not-exposed'],
  ])('%s', (_, commands, verdict) => {
    const text = `#!/bin/bash\n${commands}\nnodeadm init\n`;
    expect(entry && judgeText(entry, 'node.sh', text)?.verdict).toBe(verdict);
  });
});

test('mounts and copies that may be anywhere end, and stay open', () => {
  const steps = [
    ...Array.from({ length: 35 }, (_, index) => ({
      ...mount(`/dev/x${index}`, '/var/lib/containerd'),
      certain: false,
      branch: `/${index}/`,
    })),
    ...Array.from({ length: 180 }, (_, index) => [
      { ...copy('/var/lib/containerd/.', '/var/lib/containerd/'), certain: false, branch: `/c${index}/` },
      { ...remove('/var/lib/containerd/x'), certain: false, branch: `/c${index}/` },
    ]).flat(),
  ];
  const before = process.cpuUsage();
  expect(evaluate(condition, setupOf({ steps })).truth).toBe('unknown');
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(2000);
});
