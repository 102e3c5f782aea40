import { describe, expect, test } from 'vitest';
import { facts, read, told } from './read.ts';

describe("eksctl's ClusterConfig", () => {
  const config = (groups: string): string => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: shop
  region: eu-west-1
  version: "1.30"
${groups}`;

  test('each node group is a setup, and the cluster is one', () => {
    const { setups } = read(
      config(`managedNodeGroups:
  - name: blue
    amiFamily: AmazonLinux2023
    releaseVersion: 1.30.2-20240828
  - name: rocket
    amiFamily: Bottlerocket
    bottlerocket:
      settings:
        kernel:
          lockdown: none
nodeGroups:
  - name: old
    amiFamily: AmazonLinux2
    kubeletExtraConfig:
      failSwapOn: false
    preBootstrapCommands:
      - mkfs.xfs /dev/nvme1n1
      - "mount /dev/nvme1n1 /var/lib/containerd"
    overrideBootstrapCommand: |
      #!/bin/bash
      /etc/eks/bootstrap.sh shop --kubelet-extra-args '--resolv-conf=/etc/empty'
`),
    );
    expect(setups.map(facts)).toEqual([
      'shop: 1.30',
      'old: AL2 1.30',
      'blue: AL2023 1.30 v20240828',
      'rocket: Bottlerocket 1.30',
    ]);
    expect(setups.map(({ kind }) => kind)).toEqual(['cluster', 'node-group', 'node-group', 'node-group']);
    const lines = setups.flatMap(told);
    expect(lines).toContain('eksctl metadata.version = 1.30 @6');
    expect(lines).toContain('bottlerocket settings.kernel.lockdown = none @16');
    expect(lines).toContain('kubelet-config failSwapOn = false @21');
    expect(lines).toContain('mount /var/lib/containerd @24');
    expect(lines).toContain('kubelet-flag resolv-conf = /etc/empty @27');
  });

  test('a group that names no family is of AL2023 where AL2 has no images any more', () => {
    const groups =
      'nodeGroups:\n  - name: plain\n  - { name: own, ami: ami-1 }\n  - { name: other, amiFamily: Bottlerocket }\n';
    const of = (minor: string) => read(config(groups).replace('1.30', minor)).setups.slice(1).map(facts);
    expect(of('1.33')).toEqual(['plain: AL2023 1.33', 'own: 1.33', 'other: Bottlerocket 1.33']);
    expect(of('1.32')).toEqual(['plain: 1.32', 'own: 1.32', 'other: Bottlerocket 1.32']);
  });

  test.each([
    ['', '"--resolv-conf=/etc/empty"'],
    ['with the flags that it puts together', '"${KUBELET_EXTRA_ARGS} --resolv-conf=/etc/empty"'],
  ])("what eksctl's helper sets leaves nothing open %s", (_, flags) => {
    const { setups } = read(
      config(`nodeGroups:
  - name: old
    amiFamily: AmazonLinux2
    overrideBootstrapCommand: |
      #!/bin/bash
      source /var/lib/cloud/scripts/eksctl/bootstrap.helper.sh
      /etc/eks/bootstrap.sh \${CLUSTER_NAME} --kubelet-extra-args ${flags}
`),
    );
    expect(setups.flatMap(({ gaps }) => gaps)).toEqual([]);
    expect(setups.flatMap(told)).toContain('kubelet-flag resolv-conf = /etc/empty @13');
  });

  test.each([
    ['a launch template', 'managedNodeGroups:\n  - name: a\n    launchTemplate:\n      id: lt-1\n'],
    [
      'Windows',
      'nodeGroups:\n  - name: a\n    amiFamily: WindowsServer2022CoreContainer\n    preBootstrapCommands: ["a"]\n',
    ],
    ['commands by a template', 'nodeGroups:\n  - name: a\n    overrideBootstrapCommand: {{ .Values.x }}\n'],
  ])('%s leaves the group open', (_, groups) => {
    const group = read(config(groups)).setups.find(({ kind }) => kind === 'node-group');
    expect(group?.gaps.map(({ about }) => about)).toEqual(['all']);
  });
});

describe('pods', () => {
  test.each([
    ['Pod', 'spec:\n', '  '],
    ['Deployment', 'spec:\n  template:\n    spec:\n', '      '],
    ['DaemonSet', 'spec:\n  template:\n    spec:\n', '      '],
    ['CronJob', 'spec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n', '          '],
  ])('of a %s', (kind, head, indent) => {
    const text = `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: a\n${head}${indent}hostNetwork: true\n`;
    const { setups } = read(text);
    expect(setups.map(({ name, kind: of }) => [name, of])).toEqual([[`${kind} a`, 'pod-spec']]);
    expect(setups.flatMap(told)).toEqual([`pod spec.hostNetwork = true @${text.split('\n').length - 1}`]);
  });

  test('of a list in JSON with tabs, and of several documents beside others', () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { hostPID: true } };
    const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [pod, pod] }, undefined, '\t');
    expect(read(list).setups.map(told)).toEqual([
      ['pod spec.hostPID = true @12'],
      ['pod spec.hostPID = true @22'],
    ]);
    const service = 'apiVersion: v1\nkind: Service\nspec: {{ this is [ no YAML\n';
    const documents = `${service}---\n${JSON.stringify(pod)}\n--- # more\n${service}`;
    expect(read(documents)).toMatchObject({ setups: [{ name: 'Pod a' }], gaps: [] });
  });

  test.each([
    [
      'a script',
      '#!/bin/bash\nmount /dev/sdb /data\ncat > /etc/kubernetes/manifests/a.yaml <<EOF\napiVersion: v1\nkind: Pod\nEOF\n',
      2,
    ],
    [
      'a cloud-config',
      '#cloud-config\nbootcmd:\n  - mount /dev/sdb /data\nwrite_files:\n  - path: /a\n    content: |\n      apiVersion: v1\n      kind: Pod\n',
      3,
    ],
  ])('that %s of user data writes do not hide what else it does', (_, text, line) => {
    expect(read(text).setups.flatMap(told)).toContain(`mount /data @${line}`);
  });

  test('what is no manifest says nothing', () => {
    expect(read('# About\n\nkind: of a README with apiVersion in it\n')).toEqual({ setups: [], gaps: [] });
    expect(read('# Pods\n\nLike this:\n```\napiVersion: v1\nkind: Pod\n```\n')).toEqual({
      setups: [],
      gaps: [],
    });
    expect(read('apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    kind: Something\n').setups).toEqual([]);
  });

  test.each([
    ['an alias bomb', `apiVersion: v1\nkind: Pod\na: &a [1,1,1,1,1,1,1,1,1]\n${bomb()}spec: *i\n`],
    ['deep brackets', `apiVersion: v1\nkind: Pod\nspec: ${'['.repeat(20_000)}`],
    ['what is no YAML', 'apiVersion: v1\nkind: Pod\nspec: {a: b: c}\n  - x\n'],
  ])('%s is a gap and no crash', (_, text) => {
    const { setups, gaps } = read(text);
    const open = [...gaps, ...setups.flatMap((setup) => setup.gaps)].map(({ about }) => about);
    const unknown = setups.flatMap(({ settings }) => settings).some(({ value }) => !value.known);
    expect(open.length > 0 || unknown).toBe(true);
  });

  function bomb(): string {
    return [...'bcdefghi']
      .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(',')}]\n`)
      .join('');
  }
});
