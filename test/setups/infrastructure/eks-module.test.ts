import { describe, expect, test } from 'vitest';
import { facts, read, told } from './read.ts';

const module = (groups: string, more = ''): string => `module "eks" {
  source             = "terraform-aws-modules/eks/aws"
  kubernetes_version = "1.31"
  ${more}
  eks_managed_node_groups = ${groups}
}
`;

describe('node groups of the module terraform-aws-eks', () => {
  test('a NodeConfig before nodeadm, volumes by name, labels with dots', () => {
    const { setups, gaps } = read(
      module(`{
    blue = {
      ami_type            = "AL2023_x86_64_STANDARD"
      ami_release_version = "1.31.2-20241115"
      labels              = { "team.example/a" = "b" }
      block_device_mappings = {
        xvda = { device_name = "/dev/xvda", ebs = { volume_size = 100 } }
        xvdb = { device_name = "/dev/xvdb", ebs = { volume_size = 200 } }
      }
      cloudinit_pre_nodeadm = [{
        content_type = "application/node.eks.aws"
        content      = <<-EOT
          apiVersion: node.eks.aws/v1alpha1
          kind: NodeConfig
          spec:
            kubelet:
              flags: ["--max-pods=58"]
        EOT
      }]
      cloudinit_post_nodeadm = [{ content = "mount /dev/sdb /late" }]
    }
  }`),
    );
    expect(gaps).toEqual([]);
    expect(setups.map(facts)).toEqual(['eks.blue: AL2023 AL2023_x86_64_STANDARD 1.31 v20241115']);
    const lines = setups.flatMap(told);
    expect(lines).toContain('kubelet-flag max-pods = 58 @21');
    expect(lines).toContain('launch-template BlockDeviceMappings[1].Ebs.VolumeSize = 200 @12');
    expect(lines).toContain('node-group labels."team.example/a" = b @9');
    // EKS bootstraps a managed group itself, and the module then leaves out what comes after it.
    expect(lines.join('\n')).not.toContain('/late');
  });

  test('the script of AL2 around bootstrap.sh, where the group bootstraps itself', () => {
    const { setups } = read(
      module(`{
    green = {
      ami_type                   = "AL2_x86_64"
      enable_bootstrap_user_data = true
      pre_bootstrap_user_data    = <<-EOT
        mount /dev/sdb /data
      EOT
      bootstrap_extra_args     = "--container-runtime containerd --kubelet-extra-args '--max-pods=20'"
      post_bootstrap_user_data = "systemctl restart containerd"
    }
  }`),
    );
    const lines = setups.flatMap(told);
    expect(lines).toContain('mount /data @10');
    expect(lines).toContain('kubelet-flag max-pods = 20 @12');
    expect(lines).toContain('bootstrap container-runtime = containerd @12');
    expect(lines).toContain('restart containerd @13');
    expect(setups[0]?.steps.find(({ does }) => does === 'service')?.phase).toBe('after-bootstrap');
  });

  test("Bottlerocket's settings", () => {
    const { setups } = read(
      module(`{
    rocket = {
      ami_type             = "BOTTLEROCKET_x86_64"
      bootstrap_extra_args = <<EOT
    [settings.kernel]
    lockdown = "integrity"
    [settings.kubernetes]
    "max-pods" = \${var.pods}
EOT
    }
  }`),
    );
    expect(setups.map(facts)).toEqual(['eks.rocket: Bottlerocket BOTTLEROCKET_x86_64 1.31']);
    const lines = setups.flatMap(told);
    expect(lines).toContain('bottlerocket settings.kernel.lockdown = integrity @10');
    expect(lines).toContain('bottlerocket settings.kubernetes.max-pods = ?var.pods @12');
  });

  test("a group's own arguments win over the defaults, which fill in the rest", () => {
    const { setups } = read(
      module(
        '{\n    a = {}\n    b = { ami_type = "AL2_x86_64" }\n  }',
        'eks_managed_node_group_defaults = { ami_type = "AL2023_ARM_64_STANDARD", disk_size = 50 }',
      ),
    );
    expect(setups.map(facts)).toEqual([
      'eks.a: AL2023 AL2023_ARM_64_STANDARD 1.31',
      'eks.b: AL2 AL2_x86_64 1.31',
    ]);
    expect(setups.flatMap(told)).toContain('node-group diskSize = 50 @4');
  });

  test.each([
    ['var.groups', [], ['all @5']],
    ['{ for k, v in var.groups : k => v }', [], ['all @5']],
    ['merge(var.groups, { a = { ami_type = "AL2_x86_64" } })', ['eks.a: AL2 AL2_x86_64 1.31'], ['all @5']],
    ['merge(local.groups, { b = {} })', ['eks.a: AL2 AL2_x86_64 1.31', 'eks.b: 1.31'], []],
    ['local.groups', ['eks.a: AL2 AL2_x86_64 1.31'], []],
  ])('groups from %s', (groups, expected, gaps) => {
    const reading = read(`${module(groups)}locals {\n  groups = { a = { ami_type = "AL2_x86_64" } }\n}`);
    expect(reading.setups.map(facts)).toEqual(expected);
    expect(reading.gaps.map(({ about, place }) => `${about} @${place.line}`)).toEqual(gaps);
  });

  test.each([
    ['the whole group', 'var.blue'],
    ['its script', '{ ami_type = "AL2_x86_64", pre_bootstrap_user_data = var.script }'],
    ['its parts', '{ ami_type = "AL2023_x86_64_STANDARD", cloudinit_pre_nodeadm = var.parts }'],
    ['one part', '{ cloudinit_pre_nodeadm = concat([{ content = "mount /dev/sdb /a" }], var.parts) }'],
    ["Bottlerocket's settings", '{ ami_type = "BOTTLEROCKET_x86_64", bootstrap_extra_args = var.toml }'],
    ['a template that is not here', '{ user_data_template_path = "gone.tpl" }'],
    ['PowerShell', '{ ami_type = "WINDOWS_CORE_2022_x86_64", pre_bootstrap_user_data = "$a = 1" }'],
    ['a launch template of its own', '{ create_launch_template = false, launch_template_id = "lt-1" }'],
  ])('%s, unknown, leaves everything open', (_, group) => {
    const { setups } = read(module(`{\n    a = ${group}\n  }`));
    expect(setups.map(({ gaps }) => gaps.map(({ about }) => about))).toEqual([
      expect.arrayContaining(['all']),
    ]);
  });

  test.each([
    ['"gone.tpl"', 'The template gone.tpl of the user data is not here.'],
    ['""', 'The template of the user data is not here.'],
    ['var.template', 'The template var.template of the user data is not here.'],
    ['["a"]', 'The template of the user data is not here.'],
  ])('a template %s is named as it is written', (path, why) => {
    const { setups } = read(module(`{\n    a = { user_data_template_path = ${path} }\n  }`));
    expect(setups.flatMap(({ gaps }) => gaps.map((gap) => gap.why))).toContain(why);
  });

  test('what is merged into an encoded NodeConfig leaves open what it may set', () => {
    const { setups } = read(
      module(`{
    a = {
      cloudinit_pre_nodeadm = [{
        content_type = "application/node.eks.aws"
        content = yamlencode({
          apiVersion = "node.eks.aws/v1alpha1"
          kind       = "NodeConfig"
          spec       = { kubelet = { config = merge({ maxPods = 5 }, var.more) } }
        })
      }]
    }
  }`),
    );
    const lines = setups.flatMap(told);
    expect(lines).toContain('kubelet-config maxPods = 5 @12');
    expect(lines.join('\n')).toContain('gap kubelet-config');
  });

  test('nothing said of user data leaves nothing open', () => {
    const { setups } = read(module('{\n    a = { ami_type = "AL2023_x86_64_STANDARD" }\n  }'));
    expect(setups.flatMap(({ gaps }) => gaps)).toEqual([]);
  });

  test('the module of one group alone, with a template of its own', () => {
    const { setups } = read(
      `module "blue" {
  source                     = "terraform-aws-modules/eks/aws//modules/self-managed-node-group"
  ami_type                   = "AL2_x86_64"
  user_data_template_path    = "\${path.module}/own.tpl"
  pre_bootstrap_user_data    = "mount /dev/sdb /data"
}`,
      { 'own.tpl': '#!/bin/bash\n${pre_bootstrap_user_data}\n/etc/eks/bootstrap.sh ${cluster_name}\n' },
    );
    const lines = setups.flatMap(told);
    expect(lines).toContain('mount /data @5');
    expect(lines.join('\n')).toContain('bootstrap cluster-name = ?cluster_name');
  });
});

test('parts around a template of the team leave open what they do', () => {
  const { setups } = read(
    module(`{
    a = {
      ami_type               = "AL2023_x86_64_STANDARD"
      user_data_template_path = "own.tpl"
      cloudinit_pre_nodeadm   = [{ content_type = "text/x-shellscript", content = "mount /dev/sdb /data" }]
    }
  }`),
    { 'own.tpl': '#!/bin/bash\ntrue\n' },
  );
  expect(setups.flatMap(({ gaps }) => gaps.map(({ about }) => about))).toEqual(['all']);
});

describe('objects that Terraform applies', () => {
  const toml = '[settings.kernel]\nlockdown = "none"\n';

  test.each([
    [
      'yamlencode',
      `resource "kubectl_manifest" "class" {
  yaml_body = yamlencode({
    apiVersion = "karpenter.k8s.aws/v1"
    kind = "EC2NodeClass"
    metadata = { name = "default" }
    spec = { amiSelectorTerms = [{ alias = "bottlerocket@v1.20.4" }], userData = ${JSON.stringify(toml)} }
  })
}`,
    ],
    [
      'a manifest',
      `resource "kubernetes_manifest" "class" {
  manifest = {
    apiVersion = "karpenter.k8s.aws/v1"
    kind = "EC2NodeClass"
    metadata = { name = "default" }
    spec = { amiSelectorTerms = [{ alias = "bottlerocket@v1.20.4" }], userData = ${JSON.stringify(toml)} }
  }
}`,
    ],
    [
      'a heredoc',
      `resource "kubectl_manifest" "class" {
  yaml_body = <<-YAML
    apiVersion: karpenter.k8s.aws/v1
    kind: EC2NodeClass
    metadata:
      name: default
    spec:
      role: \${var.role}
      amiSelectorTerms:
        - alias: bottlerocket@v1.20.4
      userData: |
        [settings.kernel]
        lockdown = "none"
  YAML
}`,
    ],
  ])('by %s', (_, text) => {
    const { setups } = read(text);
    expect(setups.map(facts)).toEqual(['default: Bottlerocket']);
    expect(setups.flatMap(told).join('\n')).toContain('bottlerocket settings.kernel.lockdown = none');
  });
});
