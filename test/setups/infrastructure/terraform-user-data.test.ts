import { describe, expect, test } from 'vitest';
import { read, told } from './read.ts';

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
    [
      'a flush heredoc',
      'base64encode(<<-EOF\n    #!/bin/bash\n    mount /dev/nvme1n1 /var/lib/containerd\n  EOF\n  )',
    ],
    ['a plain heredoc', 'base64encode(<<EOF\n#!/bin/bash\nmount /dev/nvme1n1 /var/lib/containerd\nEOF\n  )'],
    ['a quoted text', 'base64encode("#!/bin/bash\\nmount /dev/nvme1n1 /var/lib/containerd\\n")'],
    ['base64', `"${Buffer.from(mount).toString('base64')}"`],
    [
      'a join of lines',
      'base64encode(join("\\n", ["#!/bin/bash", "mount /dev/nvme1n1 /var/lib/containerd"]))',
    ],
    ['a file', 'filebase64("${path.module}/boot.sh")'],
    ['a file by file()', 'base64encode(file("./boot.sh"))'],
    [
      'a template file',
      'base64encode(templatefile("${path.module}/boot.tftpl", { device = "/dev/nvme1n1" }))',
    ],
    [
      'a local',
      'base64encode(local.boot)',
      'locals {\n  boot = local.inner\n  inner = "mount /dev/sdb /var/lib/containerd"\n}',
    ],
    ['a local of another file', 'local.elsewhere'],
    ['cloud-init parts', 'data.cloudinit_config.boot.rendered', parts('cloudinit_config')],
    [
      'cloud-init parts, counted',
      'data.template_cloudinit_config.boot[0].rendered',
      parts('template_cloudinit_config'),
    ],
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
    expect(setups.flatMap(({ gaps }) => gaps.map(({ about, place }) => [about, place.line]))).toContainEqual([
      'all',
      more === '' ? 3 : 6,
    ]);
  });

  test('a finding names the line and column of the file that it stands in', () => {
    const { setups } = read(
      template('base64encode(<<-EOF\n    #!/bin/bash\n    mount /dev/sdb /data\n  EOF\n  )'),
    );
    const step = setups[0]?.steps.find(({ does }) => does === 'mount');
    expect(step?.place).toMatchObject({
      file: 'main.tf',
      line: 5,
      column: 5,
      excerpt: '    mount /dev/sdb /data',
    });
  });

  test('a finding in a template file names that file', () => {
    const { setups } = read(template('templatefile("a/boot.tftpl", {})'), { 'a/boot.tftpl': mount });
    expect(setups[0]?.steps.map(({ place }) => `${place.file}:${place.line}`)).toContain('a/boot.tftpl:2');
  });

  test("what a template's condition decides is not certain, its own variables stay the shell's", () => {
    const script = '#!/bin/bash\n%{ if x ~}\nmount /dev/sdb /a\n%{ endif ~}\nD=/dev/sdc\nmount $${D} /b\n';
    const { setups } = read(template('templatefile("boot.tftpl", {})'), { 'boot.tftpl': script });
    const [setup] = setups;
    expect(setup && told(setup).filter((line) => line.startsWith('mount'))).toEqual([
      'mount /a (maybe) @3',
      'mount /b @6',
    ]);
    expect(setup?.steps.find((step) => step.does === 'mount' && step.path.text === '/b')).toMatchObject({
      device: { known: true, text: '/dev/sdc' },
    });
  });
});

const oldTemplate = `data "template_file" "boot" {
  template = file("boot.tftpl")
  vars = { device = "/dev/nvme1n1" }
}`;
