import { makeSetup } from '../../make-setup.ts';
import type { Setup } from '../../setup.ts';
import { settingsOf } from '../../tree/settings.ts';
import { field, knownText } from '../../tree/tree.ts';
import { type Document, nameOf } from './documents.ts';

const template = ['spec', 'template', 'spec'];

/** Where each kind of object has its pod's spec. */
const podPaths: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  PodTemplate: ['template', 'spec'],
  Deployment: template,
  DaemonSet: template,
  StatefulSet: template,
  ReplicaSet: template,
  ReplicationController: template,
  Job: template,
  CronJob: ['spec', 'jobTemplate', ...template],
  Rollout: template,
};

export function isPodKind(kind: string): boolean {
  return Object.hasOwn(podPaths, kind);
}

/** The pods that an object makes. */
export function readPods(document: Document): readonly Setup[] {
  const spec = field(document.tree, ...(podPaths[document.kind] ?? []));
  if (spec === undefined) return [];
  const about = {
    name: `${document.kind} ${nameOf(document)}`,
    kind: 'pod-spec',
    place: document.tree.place,
  } as const;
  const selected = [
    knownText(field(spec, 'os', 'name')),
    knownText(field(spec, 'nodeSelector', 'kubernetes.io/os')),
    knownText(field(spec, 'nodeSelector', 'beta.kubernetes.io/os')),
  ];
  const facts = selected.includes('windows') ? [{ operatingSystem: 'Windows' } as const] : [];
  return [makeSetup(about, facts, [settingsOf('pod', spec, { prefix: 'spec' }), { gaps: document.gaps }])];
}
