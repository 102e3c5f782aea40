import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Files of one kind, by their paths; the number makes no two alike. */
type Kind = readonly [share: number, files: (index: number) => Readonly<Record<string, string>>];

const sentence = 'The quick brown fox checks whether its nodes come back after a release of their image.\n';

/** What a company's repository has beside its nodes, and how much of it; of a hundred. */
const kinds: readonly Kind[] = [
  [30, (i) => ({ [`services/s${i % 40}/src/module-${i}.ts`]: program(i) })],
  [17, (i) => ({ [`deploy/app-${i}.yaml`]: deployment(i) })],
  [11, (i) => ({ [`charts/c${i % 30}/templates/t-${i}.yaml`]: helmTemplate(i) })],
  [12, (i) => ({ [`modules/m${i % 25}/resource-${i}.tf`]: terraform(i) })],
  [4, (i) => ({ [`clusters/c${i}/main.tf`]: nodeGroup(i), [`clusters/c${i}/nodes.tftpl`]: userData(i) })],
  [2, (i) => ({ [`karpenter/pool-${i}.yaml`]: karpenter(i) })],
  [1, (i) => ({ [`images/image-${i}.pkr.hcl`]: packer(i) })],
  [6, (i) => ({ [`scripts/task-${i}.sh`]: script(i) })],
  [8, (i) => ({ [`docs/page-${i}.md`]: `# Page ${i}\n\n${sentence.repeat(30)}` })],
  [9, (i) => ({ [`data/record-${i}.json`]: JSON.stringify({ id: i, text: sentence.repeat(12) }) })],
];

/** Writes a repository of so many files, or one more. */
export function writeRepository(folder: string, files: number): void {
  const wheel = kinds.flatMap((kind) => Array.from({ length: kind[0] }, () => kind));
  for (let index = 0, written = 0; written < files; index++) {
    // 7 and 100 have no common factor: every hundred have the whole mix.
    const textsOf = wheel[(index * 7) % wheel.length]?.[1];
    for (const [name, text] of Object.entries(textsOf?.(index) ?? {})) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
      written += 1;
    }
  }
}

function program(index: number): string {
  const line = (n: number) =>
    `export function f${n}(a: number, b: string): string {\n  return b.repeat(a % ${index + n});\n}\n`;
  return Array.from({ length: 40 }, (_, n) => line(n)).join('\n');
}

function deployment(index: number): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${index}
  labels: { team: payments }
spec:
  replicas: ${index % 7}
  selector: { matchLabels: { app: app-${index} } }
  template:
    metadata: { labels: { app: app-${index} } }
    spec:
      containers:
        - name: app
          image: registry.example.com/app-${index}:1.${index % 90}
          env:
${Array.from({ length: 12 }, (_, n) => `            - { name: KEY_${n}, value: "value ${n}" }`).join('\n')}
          resources: { requests: { cpu: 100m, memory: 128Mi } }
---
apiVersion: v1
kind: Service
metadata: { name: app-${index} }
spec: { ports: [{ port: 80 }] }
`;
}

function helmTemplate(index: number): string {
  return `{{- if .Values.enabled }}
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: {{ include "app.name" . }}-${index}
spec:
  template:
    spec:
      containers:
        - name: agent
          image: "{{ .Values.image }}:{{ .Values.tag | default .Chart.AppVersion }}"
          args:
            {{- range .Values.args }}
            - {{ . | quote }}
            {{- end }}
{{- end }}
`;
}

function terraform(index: number): string {
  const block = (n: number) => `resource "aws_s3_bucket" "bucket_${n}" {
  bucket = "\${var.prefix}-${index}-${n}"
  tags   = merge(local.tags, { Name = "bucket-${n}" })
}
`;
  return Array.from({ length: 12 }, (_, n) => block(n)).join('\n');
}

function nodeGroup(index: number): string {
  return `locals {
  cluster = "eks-${index}"
}

resource "aws_launch_template" "nodes" {
  name_prefix = "\${local.cluster}-nodes"
  user_data   = base64encode(templatefile("\${path.module}/nodes.tftpl", { cluster = local.cluster }))
  metadata_options { http_tokens = "required" }
}

resource "aws_eks_node_group" "nodes" {
  cluster_name = local.cluster
  ami_type     = "AL2_x86_64"
  version      = "1.3${index % 2}"
  launch_template { id = aws_launch_template.nodes.id }
}
`;
}

function userData(index: number): string {
  const resolver = index % 10 === 0 ? ' --resolv-conf=/etc/empty.conf' : '';
  const setting = (n: number) => `echo "net.core.setting_${n} = ${n}" >> /etc/sysctl.d/99-nodes.conf\n`;
  return `#!/bin/bash
set -euo pipefail
CLUSTER="\${cluster}"
${index % 10 === 0 ? ': > /etc/empty.conf\n' : ''}${Array.from({ length: 20 }, (_, n) => setting(n)).join('')}
if [ -b /dev/nvme1n1 ]; then
  mkfs.xfs /dev/nvme1n1
  mkdir -p /mnt/data
  mount /dev/nvme1n1 /mnt/data
fi
/etc/eks/bootstrap.sh "$CLUSTER" --kubelet-extra-args "--node-labels=team=payments${resolver}"
`;
}

function karpenter(index: number): string {
  return `apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: { name: pool-${index} }
spec:
  amiFamily: AL2023
  amiSelectorTerms: [{ alias: al2023@latest }]
  userData: |
    apiVersion: node.eks.aws/v1alpha1
    kind: NodeConfig
    spec:
      kubelet:
        config: { maxPods: ${index % 110} }
`;
}

function packer(index: number): string {
  return `source "amazon-ebs" "eks" {
  ami_name      = "eks-node-${index}"
  instance_type = "m6i.large"
}
build {
  sources = ["source.amazon-ebs.eks"]
  provisioner "shell" {
    inline = ["sudo dnf install -y amazon-ssm-agent-${index}", "sudo dnf clean all"]
  }
}
`;
}

function script(index: number): string {
  const step = (n: number) => `if [ "$1" = "step-${n}" ]; then\n  echo "step ${n} of ${index}"\nfi\n`;
  return `#!/usr/bin/env bash\nset -eu\n${Array.from({ length: 25 }, (_, n) => step(n)).join('')}`;
}
