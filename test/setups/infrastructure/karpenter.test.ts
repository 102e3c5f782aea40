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

  test('in the heredoc of a script that applies them', () => {
    const { setups, gaps } = read(
      `#!/bin/bash\nset -e\ncat <<EOF | kubectl apply -f -\n${nodeClass('  role: ${ROLE}\n')}EOF\necho done\n`,
    );
    expect([setups.flatMap(told), gaps]).toEqual([['node-class spec.role = ?${ROLE} @9'], []]);
  });
});

describe('a class and its pool in two files of a folder', () => {
  const spec = '  amiFamily: AL2023\n';
  const files = {
    'k/class.yaml': nodeClass(spec),
    'k/pool.yml': nodePool(''),
    'k/other.yaml': nodeClass(spec).replace('blue', 'green'),
  };
  const told = (file: keyof typeof files, more: Readonly<Record<string, string>> = {}) => {
    const all = { ...files, ...more };
    const { setups } = read(all[file], all, file);
    return setups.map((setup) =>
      [facts(setup), setup.place.file, ...setup.gaps.map(({ why }) => why)].join(' '),
    );
  };

  test('are one setup, which is told with the file of the pool', () => {
    expect(told('k/pool.yml')).toEqual(['blue/general: AL2023 k/class.yaml']);
    expect(told('k/class.yaml')).toEqual([]);
    expect(told('k/other.yaml')).toEqual(['green: AL2023 k/other.yaml']);
  });

  test.each([
    [
      'in a folder above',
      { 'k/class.yaml': '', 'class.yaml': nodeClass(spec) },
      'is not in this file, nor in',
    ],
    [
      'of another kind',
      { 'k/class.yaml': nodeClass(spec).replace('EC2NodeClass', 'AWSNodeTemplate') },
      'is not in this file, nor in',
    ],
    ['in several files', { 'k/prod.yaml': nodeClass('  amiFamily: Bottlerocket\n') }, 'is in several files'],
  ])('are not joined where the class is %s', (_, more, why) => {
    expect(told('k/pool.yml', more)).toEqual([expect.stringContaining(`The node class blue ${why}`)]);
  });

  test('a class that two files have is read alone in each', () => {
    expect(told('k/class.yaml', { 'k/prod.yaml': nodeClass(spec) })).toEqual(['blue: AL2023 k/class.yaml']);
  });

  test('an older pair by its own kinds, beside the newer one of the same names', () => {
    const pool =
      'apiVersion: karpenter.sh/v1alpha5\nkind: Provisioner\nmetadata:\n  name: general\nspec:\n  providerRef:\n    name: blue\n';
    const template = nodeClass('  amiFamily: AL2\n', 'v1alpha1').replace('EC2NodeClass', 'AWSNodeTemplate');
    const all = { ...files, 'k/template.yaml': template };
    expect(read(pool, all, 'k/provisioner.yaml').setups.map(facts)).toEqual(['blue/general: AL2']);
  });
});
