import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Makes the text of one file; the number makes no two alike. */
type Kind = readonly [share: number, name: (index: number) => string, text: (index: number) => string];

const sentence = 'The quick brown fox checks whether its nodes come back after a release of their image.\n';

/** What a company's repository has beside its nodes, and how much of it; of a thousand. */
const kinds: readonly Kind[] = [
  [280, (i) => `services/s${i % 40}/src/module-${i}.ts`, program],
  [160, (i) => `deploy/app-${i}.yaml`, deployment],
  [110, (i) => `charts/c${i % 30}/templates/t-${i}.yaml`, helmTemplate],
  [120, (i) => `modules/m${i % 25}/resource-${i}.tf`, terraform],
  [40, (i) => `clusters/c${i}/main.tf`, nodeGroup],
  [40, (i) => `clusters/c${i}/nodes.tftpl`, userData],
  [20, (i) => `karpenter/pool-${i}.yaml`, karpenter],
  [10, (i) => `images/image-${i}.pkr.hcl`, packer],
  [60, (i) => `scripts/task-${i}.sh`, script],
  [80, (i) => `docs/page-${i}.md`, (i) => `# Page ${i}\n\n${sentence.repeat(30)}`],
  [
    80,
    (i) => `data/record-${i}.json`,
    (i) => JSON.stringify({ id: i, text: sentence.repeat(12) }, undefined, 2),
  ],
];

/** Writes a repository of so many files, and gives how many bytes it has. */
export function writeRepository(folder: string, files: number): number {
  const wheel = kinds.flatMap((kind) => Array.from({ length: kind[0] / 10 }, () => kind));
  let bytes = 0;
  for (let index = 0; index < files; index++) {
    // 7 and 100 have no common factor: every hundred files have the whole mix.
    const [, name, text] = wheel[(index * 7) % wheel.length] ?? [0, String, String];
    const path = join(folder, name(index));
    const content = text(index);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    bytes += content.length;
  }
  return bytes;
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
  user_data   = base64encode(templatefile("\${path.module}/../c${index + 43}/nodes.tftpl", { cluster = local.cluster }))
  metadata_options { http_tokens = "required" }
}

resource "aws_eks_node_group" "nodes" {
  cluster_name = local.cluster
  ami_type     = "AL2023_x86_64_STANDARD"
  version      = "1.3${index % 4}"
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
