import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { readSetups } from '../../shared/setups/read-setups.ts';
import type { ReaderContext } from '../../shared/setups/reader.ts';
import { read, readerContext, settingsOf, stepsOf } from './context.ts';

let context: ReaderContext;
beforeAll(async () => {
  context = await readerContext();
});

const update = '#!/bin/bash\nyum update -y\n';
const base64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64');
const nodeConfig = (flags: string) =>
  `apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  kubelet:\n    flags: [${flags}]\n`;
const mime = (...parts: readonly string[]) =>
  `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="B"\n\n${parts.map((part) => `--B\n${part}\n`).join('')}--B--\n`;
const shellPart = `Content-Type: text/x-shellscript; charset="us-ascii"\n\n${update}`;

describe('a script is found in whatever it is wrapped', () => {
  test.each([
    ['nothing', update],
    ['blank lines', `\n\n${update}`],
    ['CRLF', update.replaceAll('\n', '\r\n')],
    ['base64', base64(update)],
    ['base64 with lines', base64(update.repeat(9)).replaceAll(/(.{76})/g, '$1\n')],
    ['base64 of base64', base64(base64(update))],
    ['gzip', base64(gzipSync(update))],
    ['MIME', mime(shellPart)],
    ['MIME with CRLF', mime(shellPart).replaceAll('\n', '\r\n')],
    ['MIME in MIME', mime(mime(shellPart))],
    ['MIME in base64', base64(mime(shellPart))],
    [
      'MIME of base64',
      mime(`Content-Type: text/x-shellscript\nContent-Transfer-Encoding: base64\n\n${base64(update)}`),
    ],
    [
      'MIME without a blank line',
      mime('Content-Type: text/plain\n#cloud-config\nruncmd:\n  - yum update -y'),
    ],
    ['MIME with an odd boundary', mime(shellPart).replaceAll(/--B/g, '--//').replace('"B"', '"//"')],
    ['MIME with a bare boundary', mime(shellPart).replace('"B"', 'B')],
    ['MIME with another boundary than it says', mime(shellPart).replace('"B"', '"C"')],
    ['MIME without an end', mime(shellPart).replace('--B--', '')],
    ['MIME of text', mime(`Content-Type: text/plain\n\n${update}`)],
    [
      'a list of cloud-configs',
      `#cloud-config-archive\n- type: text/x-shellscript\n  content: |\n    #!/bin/bash\n    yum update -y\n`,
    ],
    ['runcmd', '#cloud-config\nruncmd:\n  - yum update -y\n'],
    ['runcmd as words', '#cloud-config\nruncmd:\n  - [yum, update, -y]\n'],
    ['runcmd through sh', "#cloud-config\nruncmd:\n  - [sh, -c, 'yum update -y']\n"],
    ['bootcmd', '#cloud-config\nbootcmd:\n  - yum update -y\n'],
    ['boothook', '#cloud-boothook\n#!/bin/bash\nyum update -y\n'],
    ['jinja', '## template: jinja\n#cloud-config\nruncmd:\n  - yum update -y\n'],
    ['jinja above a script', '## template: jinja\n#!/bin/bash\nyum update -y\n'],
    [
      'a script that is there at the first start',
      '#cloud-config\nwrite_files:\n  - path: /var/lib/cloud/scripts/per-boot/u.sh\n    content: yum update -y\n',
    ],
    ['no head', 'yum update -y\n'],
  ])('%s', (_, text) => {
    const steps = stepsOf(read(text, context));
    expect(new Set(steps.filter((step) => !step.startsWith('write')))).toEqual(new Set(['yum update -y']));
  });
});

describe('cloud-config', () => {
  test('writes files, then mounts, installs and runs', () => {
    const text = `#cloud-config
runcmd:
  - systemctl restart containerd
packages: [jq, [git, "2.40"]]
package_upgrade: true
write_files:
  - path: /etc/containerd/config.toml
    content: |
      [debug]
      level = "info"
  - path: /etc/late
    defer: true
    content: x
  - path: /etc/sysctl.d/9.conf
    encoding: gz+b64
    content: ${base64(gzipSync('vm.swappiness = 1\n'))}
mounts:
  - [/dev/nvme1n1, /var/lib/containerd, xfs]
`;
    const reading = read(text, context);
    expect(stepsOf(reading)).toEqual([
      'write /etc/containerd/config.toml replace',
      'write /etc/sysctl.d/9.conf replace',
      'mount /dev/nvme1n1 /var/lib/containerd cloud-config',
      'cloud-init update',
      'cloud-init install jq git',
      'write /etc/late replace',
      'service restart containerd',
    ]);
    expect(settingsOf(reading)).toEqual(
      expect.arrayContaining([
        'containerd debug.level=info',
        'sysctl vm.swappiness=1',
        'cloud-config packages[0]=jq',
      ]),
    );
    expect(reading.settings.find(({ key }) => key === 'debug.level')?.place).toMatchObject({
      line: 10,
      column: 15,
    });
    expect(reading.settings.find(({ of }) => of === 'sysctl')?.place).toMatchObject({
      line: 1,
      within: { line: 16 },
    });
  });

  test('and a part of it that a template decides is not certain', () => {
    const text =
      '## template: jinja\n#cloud-config\n{% if v1.region == "x" %}\nhostname: {{ ds.name }}\n{% endif %}\n';
    expect(settingsOf(read(text, context))).toEqual(['~ cloud-config hostname={{ ds.name }}?']);
  });
});

describe('NodeConfig', () => {
  test.each<readonly [string, string, readonly string[]]>([
    ['flags', nodeConfig('--max-pods=1'), ['kubelet-flag max-pods=1']],
    [
      'several: the last wins',
      mime(
        `Content-Type: application/node.eks.aws\n\n${nodeConfig('--max-pods=1, --v=2')}`,
        `Content-Type: application/node.eks.aws\n\n${nodeConfig('--max-pods=3')}`,
      ),
      ['kubelet-flag max-pods=3', 'kubelet-flag v=2'],
    ],
    [
      'documents of one file',
      `---\n${nodeConfig('--a=1')}---\n${nodeConfig('--b=2')}`,
      ['kubelet-flag a=1', 'kubelet-flag b=2'],
    ],
    [
      'kubelet',
      'apiVersion: node.eks.aws/v1alpha1\nspec:\n  kubelet:\n    config: {maxPods: 9}\n',
      ['kubelet-config maxPods=9'],
    ],
    [
      'containerd',
      'apiVersion: node.eks.aws/v1alpha1\nspec:\n  containerd:\n    config: |\n      [plugins."io.containerd.grpc.v1.cri".containerd]\n      discard_unpacked_layers = false\n',
      [
        'containerd plugins."io.containerd.grpc.v1.cri".containerd.discard_unpacked_layers=false',
        'node-config spec.containerd.config=io.containerd.grpc.v1.cri',
      ],
    ],
    [
      'JSON',
      '{"apiVersion": "node.eks.aws/v1alpha1", "spec": {"instance": {"localStorage": {"strategy": "RAID0"}}}}',
      ['node-config spec.instance.localStorage.strategy=RAID0'],
    ],
    [
      'written by a script',
      `#!/bin/bash\ncat > /etc/eks/nodeadm.d/x.yaml <<'EOF'\n${nodeConfig('--v=4')}EOF\nnodeadm init`,
      ['kubelet-flag v=4'],
    ],
    [
      'a template',
      nodeConfig("'--node-labels=a=$" + "{label}'"),
      ['kubelet-flag node-labels=a=$' + '{label}?'],
    ],
  ])('%s', (_, text, settings) => {
    const reading = read(text, context);
    expect([...settingsOf(reading)].sort()).toEqual(
      ['node-config apiVersion=node.eks.aws/v1alpha1', ...settings].sort(),
    );
    expect(reading.gaps).toEqual([]);
  });
});

describe('what cannot be read is said', () => {
  test.each([
    ['PowerShell', '<powershell>\nWrite-Output EKS\n</powershell>', 'PowerShell is not read.'],
    ['an include', '#include\nhttps://example.com/x', 'It includes what is not here to read.'],
    ['Python', '#!/usr/bin/env python3\nprint(1)', 'It is a script of another language than the shell.'],
    [
      'a part that is no base64',
      mime('Content-Type: text/x-shellscript\nContent-Transfer-Encoding: base64\n\n?!'),
      'A part of the user data is no base64',
    ],
    ['a broken cloud-config', '#cloud-config\na: b: c\n', 'The cloud-config cannot be parsed'],
    [
      'a broken NodeConfig',
      'apiVersion: node.eks.aws/v1alpha1\nspec: [\n',
      'The NodeConfig cannot be parsed',
    ],
    [
      'gzip that is a bomb',
      base64(gzipSync(Buffer.alloc(20_000_000))),
      'It looks like base64, and does not decode.',
    ],
    ['too much', `#!/bin/bash\n${'#'.repeat(200_000)}`, 'up to 128 KB are read.'],
  ])('%s', (_, text, why) => {
    expect(read(text, context).gaps.map((gap) => gap.why)).toEqual([expect.stringContaining(why)]);
  });
});

describe('a file is user data by its content', () => {
  test.each([
    ['user-data.txt', update, ['user-data']],
    ['x', mime(shellPart), ['user-data']],
    ['x.b64', base64(update), ['user-data']],
    ['j.yaml', '## template: jinja\n#cloud-config\nhostname: {{ v1.region }}\n', ['user-data']],
    ['j.tpl', '## template: jinja\n#cloud-config\nruncmd:\n  - [a, $' + '{b}]\n', ['user-data']],
    ['node.yaml', nodeConfig('--v=1'), ['node-config']],
    ['config.toml', '[plugins."io.containerd.grpc.v1.cri"]\na = 1\n', ['node-config']],
    ['hosts.toml', '[host."https://mirror.example.com"]\ncapabilities = ["pull"]\n', ['node-config']],
    ['kubelet.yaml', 'kind: KubeletConfiguration\nmaxPods: 9\n', ['node-config']],
    ['README.md', '# yum update\n', []],
    ['deploy.sh', '#!/bin/bash\nkubectl apply -f x\n', []],
    ['mail.eml', 'Content-Type: text/html\n\n<p>yum update</p>', []],
    ['cert.pem', base64(new Uint8Array(64).fill(7)), []],
  ])('%s', (file, text, kinds) => {
    expect(readSetups({ file, text }, context).setups.map(({ kind }) => kind)).toEqual(kinds);
  });
});
