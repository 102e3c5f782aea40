import { describe, expect, test } from 'vitest';
import { facts, read, told } from './read.ts';

const template = (data: string): string => `resource "aws_launch_template" "eks" {
  image_id  = data.aws_ssm_parameter.image.value
  user_data = base64encode(${data})
}
`;

describe('a module is a folder', () => {
  const image = `data "aws_eks_cluster" "c" { name = "c" }
data "aws_ssm_parameter" "image" {
  name = format("/aws/service/eks/optimized-ami/%s/amazon-linux-2/recommended/image_id", data.aws_eks_cluster.c.version)
}`;

  test.each(['any-name.tf', 'zz.tf'])('the image is found in %s', (name) => {
    const { setups } = read(template('"#!/bin/bash\\n/etc/eks/bootstrap.sh c\\n"'), { [name]: image });
    expect(setups.map(facts)).toEqual(['aws_launch_template.eks: AL2']);
  });

  test('files of other folders are others', () => {
    const { setups } = read(template('"#!/bin/bash\\n/etc/eks/bootstrap.sh c\\n"'), { 'other/a.tf': image });
    expect(setups.map(facts)).toEqual(['aws_launch_template.eks:']);
  });

  test('locals are found in any file', () => {
    const { setups } = read(template('local.boot'), {
      'b.tf': 'locals {\n  boot = "#!/bin/bash\\nmount /dev/x /data\\n"\n}',
    });
    expect(setups.flatMap(told)).toContain('mount /data @2');
  });
});

describe('what is spelled out is worked out', () => {
  const mounts = (data: string) =>
    read(template(data), {
      'locals.tf': 'locals {\n  dirs = ["/a", "/b"]\n  map = { x = "/a", y = "/b" }\n}',
    })
      .setups.flatMap(told)
      .filter((line) => line.startsWith('mount'))
      .map((line) => line.replace(/ @.*/, ''));
  const shell = '#!/bin/bash\n';

  test.each([
    ['a list', 'join("\\n", [for d in local.dirs : "mount /dev/x ${d}"])'],
    ['a list with its places', 'join("\\n", [for i, d in local.dirs : "mount /dev/x${i} ${d}"])'],
    ['a map', 'join("\\n", [for name, d in local.map : "mount /dev/${name} ${d}"])'],
    ['values of a map', 'join("\\n", [for d in { for k, v in local.map : k => v } : "mount /dev/x ${d}"])'],
    ['a template', `<<EOF\n${shell}%{ for d in local.dirs ~}\nmount /dev/x \${d}\n%{ endfor ~}\nEOF\n`],
    [
      'a template on one line',
      `<<EOF\n${shell}%{ for d in local.dirs }mount /dev/x \${d}; %{ endfor }\nEOF\n`,
    ],
    [
      'loops in loops',
      `<<EOF\n${shell}%{ for a in ["/"] }%{ for d in ["a", "b"] }mount /dev/x \${a}\${d}; %{ endfor }%{ endfor }\nEOF\n`,
    ],
  ])('in %s', (_, data) => {
    expect(mounts(data)).toEqual(['mount /a', 'mount /b']);
  });

  test('a loop over what is not known stays open', () => {
    const { setups } = read(
      template(`<<EOF\n${shell}%{ for d in var.dirs }\nmount /dev/x \${d}\n%{ endfor }\nEOF\n`),
    );
    expect(setups.flatMap(told).filter((line) => line.startsWith('mount'))).toEqual([
      expect.stringContaining('(maybe)'),
    ]);
  });

  test('loops that multiply end', () => {
    const nested = '%{ for x in ["a", "b", "c", "d", "e", "f", "g", "h"] }'.repeat(12);
    const text = `<<EOF\n${shell}${nested}mount /dev/x /y\n${'%{ endfor }'.repeat(12)}\nEOF\n`;
    const lists = `[for a in ${'[for b in '.repeat(12)}["a", "b", "c", "d", "e", "f", "g", "h"] : b]`;
    const before = process.cpuUsage();
    read(template(text));
    read(template(`join("", ${lists})`));
    read(template(`<<EOF\n${'%{ for x in y }'.repeat(8000)}\nEOF\n`));
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(2000);
  });
});
