import { describe, expect, test } from 'vitest';
import { facts, read, told } from './read.ts';

const nodeClass = (spec: string, version = 'v1'): string => `apiVersion: karpenter.k8s.aws/${version}
kind: EC2NodeClass
metadata:
  name: blue
spec:
${spec}`;

const nodePool = (spec: string, version = 'v1'): string => `apiVersion: karpenter.sh/${version}
kind: NodePool
metadata:
  name: general
spec:
  template:
    spec:
      nodeClassRef:
        group: karpenter.k8s.aws
        kind: EC2NodeClass
        name: blue
${spec}`;

describe("Karpenter's nodes", () => {
  test.each([
    ['alias: al2023@v20240828', 'AL2023 v20240828'],
    ['alias: al2@latest', 'AL2'],
    ['alias: bottlerocket@v1.20.4', 'Bottlerocket'],
    ['name: amazon-eks-node-al2023-x86_64-standard-1.30-v20240817', 'AL2023 1.30 v20240817'],
    ['name: "amazon-eks-node-1.29-*"', 'AL2 1.29'],
    [
      'ssmParameter: /aws/service/eks/optimized-ami/1.31/amazon-linux-2023/x86_64/standard/recommended/image_id',
      'AL2023 1.31',
    ],
    ['id: ami-123', ''],
  ])('whose image is %s', (term, expected) => {
    const { setups } = read(nodeClass(`  amiSelectorTerms:\n    - ${term}\n`));
    expect(setups.map(facts)).toEqual([`blue: ${expected}`.trimEnd()]);
  });

  test('user data and kubelet settings of a class, with their lines', () => {
    const { setups, gaps } = read(
      nodeClass(`  amiFamily: AL2023
  kubelet:
    maxPods: 20
    evictionHard:
      memory.available: 5%
  userData: |
    apiVersion: node.eks.aws/v1alpha1
    kind: NodeConfig
    spec:
      kubelet:
        config:
          resolvConf: /etc/empty.conf
`),
    );
    expect(gaps).toEqual([]);
    const lines = setups.flatMap(told);
    expect(lines).toContain('kubelet-config maxPods = 20 @8');
    expect(lines).toContain('kubelet-config evictionHard."memory.available" = 5% @10');
    expect(lines).toContain('kubelet-config resolvConf = /etc/empty.conf @17');
  });

  test('a class and the pool that names it are one setup, in whatever order', () => {
    const pool = nodePool('      kubelet:\n        maxPods: 30\n', 'v1beta1');
    const both = [nodeClass('  amiFamily: AL2\n', 'v1beta1'), pool];
    for (const text of [both.join('\n---\n'), both.toReversed().join('\n---\n')]) {
      const { setups } = read(text);
      expect(setups.map(facts)).toEqual(['blue/general: AL2']);
      expect(setups.flatMap(told).join('\n')).toContain('kubelet-config maxPods = 30');
    }
  });

  test.each([
    ['a pool without its class', nodePool(''), ['all']],
    ['an old class without its pools', nodeClass('  amiFamily: AL2\n', 'v1beta1'), ['kubelet-config']],
    ['user data by a template', nodeClass('  userData: {{ .Values.userData | quote }}\n'), ['all']],
    ['lines by a template', nodeClass('  {{- toYaml .Values.spec | nindent 2 }}\n  role: a\n'), ['all']],
    ['a class with nothing left open', nodeClass('  amiFamily: AL2\n'), []],
  ])('%s', (_, text, expected) => {
    const { setups } = read(text);
    expect(setups.map(({ gaps }) => gaps.map(({ about }) => about))).toEqual([expected]);
  });

  test("pools of EKS Auto Mode are AWS's own", () => {
    expect(read(nodePool('').replace('karpenter.k8s.aws', 'eks.amazonaws.com')).setups).toEqual([]);
  });

  test('what a condition of a template decides is not certain; what is filled in is not known', () => {
    const { setups } = read(
      nodeClass(`  userData: |
    mount /dev/sda /a
    {{- if .Values.disk }}
    mount /dev/sdb /b
    {{- end }}
  role: "node-{{ .Values.cluster }}"
  instanceProfile: \${PROFILE}
{{- if .Values.gpu }}
  amiFamily: AL2
{{- else }}
  amiFamily: Bottlerocket
{{- end }}
  associatePublicIPAddress: true
`),
    );
    expect(setups.flatMap(told)).toEqual([
      'node-class spec.role = ?node-{{ .Values.cluster }} @11',
      'node-class spec.instanceProfile = ?${PROFILE} @12',
      'node-class spec.amiFamily = AL2 (maybe) @14',
      'node-class spec.amiFamily = Bottlerocket (maybe) @16',
      'node-class spec.associatePublicIPAddress = true @18',
      'run mount @7',
      'mount /a @7',
      'run mount (maybe) @9',
      'mount /b (maybe) @9',
    ]);
    expect(setups.map(facts)).toEqual(['blue:']);
  });
});

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

  test('in the heredoc of a script that applies them', () => {
    const { setups, gaps } = read(
      `#!/bin/bash\nset -e\ncat <<EOF | kubectl apply -f -\n${nodeClass('  role: ${ROLE}\n')}EOF\necho done\n`,
    );
    expect([setups.flatMap(told), gaps]).toEqual([['node-class spec.role = ?${ROLE} @9'], []]);
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
