import { describe, expect, test } from 'vitest';
import { facts, read, told } from './read.ts';

/** A launch template whose user data is this expression. */
const template = (userData: string): string => `resource "aws_launch_template" "eks" {
  user_data = ${userData}
}
`;

describe('launch templates and node groups', () => {
  test('a managed group is one setup with the template that it names', () => {
    const { setups, gaps } = read(`
resource "aws_launch_template" "blue" {
  image_id = data.aws_ami.eks.id
  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      volume_size = 4
    }
  }
  tags = { team = "payments" }
}
resource "aws_eks_node_group" "blue" {
  ami_type        = "AL2_x86_64"
  release_version = "1.29.3-20240828"
  instance_types  = ["m6i.large"]
  labels = { "team.example/name" = "payments" }
  launch_template {
    id      = aws_launch_template.blue.id
    version = aws_launch_template.blue.latest_version
  }
}
data "aws_ami" "eks" {
  filter {
    name   = "name"
    values = ["amazon-eks-node-1.29-v*"]
  }
}
`);
    expect(gaps).toEqual([]);
    expect(setups.map(facts)).toEqual(['aws_eks_node_group.blue: AL2 AL2_x86_64 1.29 v20240828']);
    expect(setups.flatMap(told)).toEqual([
      'node-group amiType = AL2_x86_64 @17',
      'node-group releaseVersion = 1.29.3-20240828 @18',
      'node-group instanceTypes[0] = m6i.large @19',
      'node-group labels."team.example/name" = payments @20',
      'node-group launchTemplate.id = ?aws_launch_template.blue.id @22',
      'node-group launchTemplate.version = ?aws_launch_template.blue.latest_version @23',
      'launch-template ImageId = ?data.aws_ami.eks.id @3',
      'launch-template MetadataOptions.HttpTokens = required @5',
      'launch-template MetadataOptions.HttpPutResponseHopLimit = 1 @6',
      'launch-template BlockDeviceMappings[0].DeviceName = /dev/xvda @9',
      'launch-template BlockDeviceMappings[0].Ebs.VolumeSize = 4 @11',
    ]);
  });

  test.each([
    ['name = "eks-blue"', []],
    ['id = var.template', ['gap all @5']],
    ['id = "lt-0123"', ['gap all @5']],
    ['id = aws_launch_template.gone.id', ['gap all @5']],
  ])('a group whose template is named by %s', (reference, expected) => {
    const { setups } = read(`resource "aws_launch_template" "eks" {
  name = "eks-blue"
}
resource "aws_eks_node_group" "a" {
  launch_template {
    ${reference}
  }
}`);
    const [group] = setups;
    expect(group && told(group).filter((line) => line.startsWith('gap'))).toEqual(expected);
  });

  test('a template in the file beside is found', () => {
    const { setups } = read(
      'resource "aws_eks_node_group" "a" {\n  launch_template {\n    id = aws_launch_template.b.id\n  }\n}',
      { 'launch_template.tf': template('"#!/bin/bash\\nmount /dev/sdb /data"').replace('"eks"', '"b"') },
    );
    expect(setups.flatMap(told)).toContain('mount /data @2');
  });

  test.each([
    [
      '"/aws/service/eks/optimized-ami/1.31/amazon-linux-2023/x86_64/standard/recommended/image_id"',
      'AL2023 1.31',
    ],
    [
      '"/aws/service/eks/optimized-ami/1.27/amazon-linux-2-gpu/amazon-eks-gpu-node-1.27-v20240817/image_id"',
      'AL2 1.27 v20240817',
    ],
    ['"/aws/service/bottlerocket/aws-k8s-1.30/x86_64/latest/image_id"', 'Bottlerocket 1.30'],
    [
      '"/aws/service/eks/optimized-ami/${var.v}/amazon-linux-2023/x86_64/standard/recommended/image_id"',
      'AL2023',
    ],
    ['var.parameter', ''],
  ])('an image by the public parameter %s', (name, expected) => {
    const { setups } = read(`resource "aws_launch_template" "eks" {
  image_id = data.aws_ssm_parameter.ami.value
}
data "aws_ssm_parameter" "ami" {
  name = ${name}
}`);
    expect(setups.map(facts)).toEqual([`aws_launch_template.eks: ${expected}`.trimEnd()]);
  });

  test('templates of servers that are no nodes are left out', () => {
    const bastion =
      'resource "aws_launch_template" "bastion" {\n  user_data = base64encode("#!/bin/bash\\nyum update -y")\n}';
    expect(read(bastion)).toEqual({ setups: [], gaps: [] });
  });

  test('a node is one by its script beside, whatever the template is called', () => {
    const blue =
      'resource "aws_launch_template" "blue" {\n  user_data = base64encode(file("${path.module}/boot.sh"))\n}';
    const boot = '#!/bin/bash\n/etc/eks/bootstrap.sh blue --kubelet-extra-args --max-pods=58\n';
    expect(read(blue, { 'boot.sh': boot }).setups.flatMap(told)).toContain('kubelet-flag max-pods = 58 @2');
  });

  test('a README with an example in it is no Terraform, a file with a licence on top is', () => {
    const block = 'resource "aws_eks_node_group" "a" {\n  ami_type = "AL2_x86_64"\n}\n';
    expect(read(`# Nodes\n\nUse it:\n\n${block}`)).toEqual({ setups: [], gaps: [] });
    expect(read(`\uFEFF/* a\n b */\n// c\n# d\n${block}`).setups.map(facts)).toEqual([
      'aws_eks_node_group.a: AL2 AL2_x86_64',
    ]);
  });

  test('blocks that a list makes leave their number open', () => {
    const { setups } = read(`resource "aws_launch_template" "eks" {
  dynamic "block_device_mappings" {
    for_each = var.volumes
    content {
      device_name = "/dev/xvdb"
    }
  }
}`);
    expect(setups.flatMap(told)).toEqual([
      'launch-template BlockDeviceMappings = ?dynamic "block_device_mappings" (maybe) @2',
      'launch-template BlockDeviceMappings[0].DeviceName = /dev/xvdb (maybe) @5',
    ]);
  });

  test("Terraform's JSON says the same", () => {
    const { setups } = read(
      JSON.stringify({
        locals: { boot: 'mount /dev/sdb /data' },
        resource: {
          aws_launch_template: { eks: { user_data: '${base64encode(local.boot)}' } },
          aws_eks_node_group: {
            a: [{ ami_type: 'AL2_x86_64', launch_template: [{ id: '${aws_launch_template.eks.id}' }] }],
          },
        },
      }),
    );
    expect(setups.map(facts)).toEqual(['aws_eks_node_group.a: AL2 AL2_x86_64']);
    expect(setups.flatMap(told)).toContain('mount /data @1');
  });

  test('a file that is broken in one place is read in the others, with a gap', () => {
    const { setups, gaps } = read(`resource "aws_eks_node_group" "a" {
  ami_type = "AL2_x86_64"
}
resource "aws_eks_node_group" { { {
`);
    expect(setups.map(facts)).toContain('aws_eks_node_group.a: AL2 AL2_x86_64');
    expect(gaps.map(({ about }) => about)).toContain('all');
  });

  test('what is broken inside of a block leaves the setups open that the file makes', () => {
    const { setups } = read(
      'resource "aws_eks_node_group" "a" {\n  instance_types = [ "m5.large",\n}\n# end\n',
    );
    expect(setups.map(({ gaps }) => gaps.map(({ about }) => about))).toEqual([
      expect.arrayContaining(['all']),
    ]);
  });
});
