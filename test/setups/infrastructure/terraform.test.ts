import { describe, expect, test } from 'vitest';
import { facts, read, told } from './read.ts';

const mount = `#!/bin/bash
mount /dev/nvme1n1 /var/lib/containerd
`;

/** A launch template whose user data is this expression. */
const template = (userData: string, more = ''): string => `
resource "aws_launch_template" "eks" {
  user_data = ${userData}
}
${more}`;

describe('user data in Terraform, however it is written', () => {
  const found = expect.arrayContaining([expect.stringMatching(/^mount \/var\/lib\/containerd @/)]);

  test.each([
    ['a flush heredoc', 'base64encode(<<-EOF\n    #!/bin/bash\n    mount /dev/nvme1n1 /var/lib/containerd\n  EOF\n  )'],
    ['a plain heredoc', 'base64encode(<<EOF\n#!/bin/bash\nmount /dev/nvme1n1 /var/lib/containerd\nEOF\n  )'],
    ['a quoted text', 'base64encode("#!/bin/bash\\nmount /dev/nvme1n1 /var/lib/containerd\\n")'],
    ['base64', `"${Buffer.from(mount).toString('base64')}"`],
    ['a join of lines', 'base64encode(join("\\n", ["#!/bin/bash", "mount /dev/nvme1n1 /var/lib/containerd"]))'],
    ['a file', 'filebase64("${path.module}/boot.sh")'],
    ['a file by file()', 'base64encode(file("./boot.sh"))'],
    ['a template file', 'base64encode(templatefile("${path.module}/boot.tftpl", { device = "/dev/nvme1n1" }))'],
    ['a local', 'base64encode(local.boot)', 'locals {\n  boot = local.inner\n  inner = "mount /dev/sdb /var/lib/containerd"\n}'],
    ['a local of another file', 'local.elsewhere'],
    ['cloud-init parts', 'data.cloudinit_config.boot.rendered', parts('cloudinit_config')],
    ['cloud-init parts, counted', 'data.template_cloudinit_config.boot[0].rendered', parts('template_cloudinit_config')],
    ['the old template', 'base64encode(data.template_file.boot.rendered)', oldTemplate],
    ['a condition that is decided', 'true ? base64encode(file("boot.sh")) : null'],
  ])('%s', (_, userData, more = '') => {
    const { setups } = read(template(userData, more), {
      'boot.sh': mount,
      'boot.tftpl': '#!/bin/bash\nmount ${device} /var/lib/containerd\n',
      'locals.tf': `locals {\n  elsewhere = "mount /dev/sdb /var/lib/containerd"\n}`,
    });
    expect(setups.map(told)).toEqual([found]);
  });

  function parts(type: string): string {
    return `data "${type}" "boot" {
  gzip = true
  part {
    content_type = "text/x-shellscript"
    content = "mount /dev/nvme1n1 /var/lib/containerd"
  }
}`;
  }

  test.each([
    ['a variable', 'var.user_data'],
    ['a template that is not here', 'base64encode(templatefile("${path.module}/gone.tftpl", {}))'],
    ['another module', 'module.boot.rendered'],
    ['a condition that is open', 'var.gpu ? file("boot.sh") : ""'],
    ['a function that is not known', 'provider::x::render("a")'],
    ['a local that names itself', 'local.round', 'locals {\n  round = "${local.round}"\n}'],
  ])('%s leaves everything open', (_, userData, more = '') => {
    const { setups } = read(template(userData, more), { 'boot.sh': mount });
    expect(setups.flatMap(({ gaps }) => gaps.map(({ about, place }) => [about, place.line]))).toContainEqual(['all', more === '' ? 3 : 6]);
  });

  test('a finding names the line and column of the file that it stands in', () => {
    const { setups } = read(template('base64encode(<<-EOF\n    #!/bin/bash\n    mount /dev/sdb /data\n  EOF\n  )'));
    const step = setups[0]?.steps.find(({ does }) => does === 'mount');
    expect(step?.place).toMatchObject({ file: 'main.tf', line: 5, column: 5, excerpt: '    mount /dev/sdb /data' });
  });

  test('a finding in a template file names that file', () => {
    const { setups } = read(template('templatefile("a/boot.tftpl", {})'), { 'a/boot.tftpl': mount });
    expect(setups[0]?.steps.map(({ place }) => `${place.file}:${place.line}`)).toContain('a/boot.tftpl:2');
  });

  test("what a template's condition decides is not certain, its own variables stay the shell's", () => {
    const script = '#!/bin/bash\n%{ if x ~}\nmount /dev/sdb /a\n%{ endif ~}\nD=/dev/sdc\nmount $${D} /b\n';
    const { setups } = read(template('templatefile("boot.tftpl", {})'), { 'boot.tftpl': script });
    const [setup] = setups;
    expect(setup && told(setup).filter((line) => line.startsWith('mount'))).toEqual(['mount /a (maybe) @3', 'mount /b @6']);
    expect(setup?.steps.find((step) => step.does === 'mount' && step.path.text === '/b')).toMatchObject({
      device: { known: true, text: '/dev/sdc' },
    });
  });
});

const oldTemplate = `data "template_file" "boot" {
  template = file("boot.tftpl")
  vars = { device = "/dev/nvme1n1" }
}`;

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
    expect(setups.flatMap(told)).toContain('mount /data @3');
  });

  test.each([
    ['"/aws/service/eks/optimized-ami/1.31/amazon-linux-2023/x86_64/standard/recommended/image_id"', 'AL2023 1.31'],
    ['"/aws/service/eks/optimized-ami/1.27/amazon-linux-2-gpu/amazon-eks-gpu-node-1.27-v20240817/image_id"', 'AL2 1.27 v20240817'],
    ['"/aws/service/bottlerocket/aws-k8s-1.30/x86_64/latest/image_id"', 'Bottlerocket 1.30'],
    ['"/aws/service/eks/optimized-ami/${var.v}/amazon-linux-2023/x86_64/standard/recommended/image_id"', 'AL2023'],
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
    const bastion = 'resource "aws_launch_template" "bastion" {\n  user_data = base64encode("#!/bin/bash\\nyum update -y")\n}';
    expect(read(bastion)).toEqual({ setups: [], gaps: [] });
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
          aws_eks_node_group: { a: [{ ami_type: 'AL2_x86_64', launch_template: [{ id: '${aws_launch_template.eks.id}' }] }] },
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
});
