import { expect, test } from 'vitest';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { rankSymptoms } from '../../shared/feed/rank-symptoms.ts';

/** Lines as people paste them: cut short, with names of their own, in the words of the program that failed. */
test.each([
  [
    'dial tcp: lookup sts.eu-west-1.amazonaws.com on [::1]:53: read udp [::1]:53: connection refused',
    'containerd-empty-resolv-conf-no-fallback',
  ],
  [
    'dial tcp: lookup ec2.us-east-1.amazonaws.com on 127.0.0.1:53: read udp 127.0.0.1:46290->127.0.0.1:53: read: connection refused',
    'containerd-empty-resolv-conf-no-fallback',
  ],
  ['plugin/forward: no nameservers found', 'containerd-empty-resolv-conf-no-fallback'],
  ['no nameservers', 'containerd-empty-resolv-conf-no-fallback'],
  [
    'rpc error: code = Unknown desc = failed to exec in container: cannot exec in a stopped container: unknown',
    'containerd-process-exit-event-lost',
  ],
  [
    'exec.go:75: error executing setns process: exit status 1, pod stays Terminating, exit event lost',
    'containerd-process-exit-event-lost',
  ],
  [
    'nvidia-container-cli: initialization error: error parsing IMEX info: unsupported IMEX channel value: all: unknown',
    'nvidia-toolkit-imex-legacy-images',
  ],
  [
    'Failed to create pod sandbox: openat etc/passwd: path escapes from parent',
    'containerd-221-passwd-symlink',
  ],
  ['kernel: TCP: out of memory -- consider tuning tcp_mem', 'kernel-61-graviton-socket-memory'],
  [
    'iptables v1.8.4 (legacy): FATAL: Module ip_tables not found in directory /lib/modules/6.18.36-50.amzn2023',
    'kernel-618-legacy-iptables-missing',
  ],
  [
    'E0901 run.go:74 failed to run Kubelet: unknown flag: --keep-terminated-pod-volumes',
    'keep-terminated-pod-volumes-removed-131',
  ],
  [
    '/var/lib/cloud/instance/scripts/part-001: line 4: /etc/eks/bootstrap.sh: No such file or directory',
    'bootstrap-sh-gone-al2023',
  ],
  [
    'failed to pull image "mirror.corp/app": dial tcp 10.0.0.9:443: connect: connection refused, mirror in hosts.toml, registry',
    'br-registry-hosts-toml',
  ],
  // What is refused, or not found, in many outages weighs less than the other words of the line.
  [
    'aws-node CrashLoopBackOff: name lookups fail in pods with hostNetwork: connection refused',
    'containerd-empty-resolv-conf-no-fallback',
  ],
])('%s', (line, id) => {
  expect(rankSymptoms(behaviourChanges, line)[0]?.entry.id).toBe(id);
});
