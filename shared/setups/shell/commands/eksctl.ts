import { holeAt, joinTexts, type LocatedText, textAt } from '../../located-text.ts';
import type { Shell } from '../shell.ts';

/** Where eksctl puts what its own bootstrap sources, and what an `overrideBootstrapCommand` sources in its place. */
const files = /^\/(?:var\/lib\/cloud\/scripts\/eksctl\/bootstrap\.helper\.sh|etc\/eksctl\/kubelet\.env)$/;

const filledIn: readonly string[] = [
  'API_SERVER_URL',
  'B64_CLUSTER_CA',
  'CLUSTER_DNS',
  'CLUSTER_ID',
  'CLUSTER_NAME',
  'CONTAINER_RUNTIME',
  'INSTANCE_ID',
  'INSTANCE_LIFECYCLE',
  'MAX_PODS',
  'NODE_LABELS',
  'NODE_TAINTS',
];

const fixed = {
  KUBELET_CONFIG: '/etc/kubernetes/kubelet/kubelet-config.json',
  KUBELET_EXTRA_CONFIG: '/etc/eksctl/kubelet-extra.json',
  TMP_KUBE_CONF: '/tmp/kubelet-conf.json',
} as const;

/** Whether a path is a script of eksctl's that sets variables and does nothing else to the node. */
export function isOfEksctl(path: LocatedText): boolean {
  return files.test(path.text);
}

/** Sets what such a script sets: values are the cluster's and the instance's, and the flags among them are always the same three. */
export function setEksctlVariables(shell: Shell, at: LocatedText): void {
  const value = (name: string): LocatedText =>
    holeAt(at, 0, { text: `$${name}`, why: 'is filled in by eksctl', kind: 'value' });
  for (const name of filledIn) shell.variables.set(name, [value(name)]);
  for (const [name, path] of Object.entries(fixed)) shell.variables.set(name, [textAt(at, 0, path)]);
  const flags = [
    joinTexts([textAt(at, 0, '--node-labels='), value('NODE_LABELS')]),
    joinTexts([textAt(at, 0, '--register-with-taints='), value('NODE_TAINTS')]),
    joinTexts([textAt(at, 0, '--max-pods='), value('MAX_PODS')]),
  ];
  shell.variables.set('KUBELET_ARGS', flags);
  shell.variables.set('KUBELET_EXTRA_ARGS', [
    joinTexts(flags.flatMap((flag, index) => (index === 0 ? [flag] : [textAt(at, 0, ' '), flag]))),
  ]);
}
