import { describe, expect, test } from 'vitest';
import { facts, read, told } from './read.ts';

const source = `source "amazon-ebs" "eks" {
  instance_type = "m5.large"
  source_ami_filter {
    filters = {
      name = "amazon-eks-node-al2023-x86_64-standard-1.30-v*"
    }
    owners = ["amazon"]
  }
}
`;

const build = (provisioners: string): string => `${source}build {
  sources = ["source.amazon-ebs.eks"]
${provisioners}}
`;

const files = {
  'scripts/update.sh': '#!/bin/bash\ndnf update -y\n',
  'files/config.toml': '[plugins]\n',
};

describe("Packer's builds in HCL", () => {
  test('all provisioners are one run on one machine, in their order', () => {
    const { setups, gaps } = read(
      build(`  provisioner "shell" {
    inline = [
      "sudo dnf install -y htop",
      "exit 0",
    ]
  }
  provisioner "file" {
    source      = "\${path.root}/files/config.toml"
    destination = "/tmp/config.toml"
  }
  provisioner "shell" {
    environment_vars = ["TARGET=/etc/containerd/config.toml"]
    inline           = ["sudo mv /tmp/config.toml $TARGET"]
  }
  provisioner "shell" {
    scripts = ["scripts/update.sh"]
  }
`),
      files,
      'node.pkr.hcl',
    );
    expect(gaps).toEqual([]);
    expect(setups.map(facts)).toEqual(['amazon-ebs.eks: AL2023 1.30']);
    expect(setups.map(({ kind }) => kind)).toEqual(['image-build']);
    const [setup] = setups;
    const packages = setup?.steps.filter(({ does }) => does === 'packages') ?? [];
    expect(packages.map(({ place, phase }) => `${place.file}:${place.line} ${phase}`)).toEqual([
      'node.pkr.hcl:14 build',
      'scripts/update.sh:2 build',
    ]);
    const config = setup?.files.find(({ path }) => path === '/etc/containerd/config.toml');
    expect(config?.content.text.trim()).toBe('[plugins]');
    expect(setup?.gaps).toEqual([]);
    expect(setups.flatMap(told)).toContain(
      'image-build source_ami_filter.filters.name = amazon-eks-node-al2023-x86_64-standard-1.30-v* @5',
    );
  });

  test.each([
    ['a script that is not here', 'provisioner "shell" {\n    script = "gone.sh"\n  }'],
    ['a script by a variable', 'provisioner "shell" {\n    scripts = var.scripts\n  }'],
    ['lines by a variable', 'provisioner "shell" {\n    inline = concat(["a"], var.lines)\n  }'],
    ['Ansible', 'provisioner "ansible" {\n    playbook_file = "a.yml"\n  }'],
    [
      'a file that is not here',
      'provisioner "file" {\n    source = "gone"\n    destination = "/etc/eks/gone"\n  }',
    ],
    [
      'provisioners by a list',
      'dynamic "provisioner" {\n    for_each = var.all\n    labels = ["shell"]\n    content {}\n  }',
    ],
  ])('%s leaves everything open', (_, provisioner) => {
    const { setups } = read(build(`  ${provisioner}\n`), files, 'node.pkr.hcl');
    expect(setups.map(({ gaps }) => gaps.map(({ about }) => about))).toEqual([
      expect.arrayContaining(['all']),
    ]);
  });

  test('sources in another file, by reference, and within the build', () => {
    const text = 'build {\n  sources = [source.amazon-ebs.eks]\n}\n# for EKS, by amazon-ebs\n';
    expect(read(text, { 'sources.pkr.hcl': source }, 'build.pkr.hcl').setups.map(facts)).toEqual([
      'amazon-ebs.eks: AL2023 1.30',
    ]);
    const [alone] = read(text, {}, 'build.pkr.hcl').setups;
    expect(alone?.gaps.map(({ about }) => about)).toEqual(['image-build']);
    const inner = `${source}build {\n  source "amazon-ebs.eks" {\n    name = "x"\n  }\n}\n`;
    expect(read(inner).setups.map(facts)).toEqual(['amazon-ebs.eks: AL2023 1.30']);
  });
});

describe("Packer's builds in JSON", () => {
  test('scripts in the folder of the template, variables and provisioners', () => {
    const { setups, gaps } = read(
      JSON.stringify(
        {
          variables: { kubernetes: '1.29' },
          builders: [
            {
              type: 'amazon-ebs',
              source_ami_filter: { filters: { name: 'amazon-eks-node-{{user `kubernetes`}}-v20240817' } },
            },
          ],
          provisioners: [
            { type: 'shell', inline: ['yum update -y'] },
            { type: 'shell', script: '{{template_dir}}/scripts/update.sh' },
            { type: 'shell', script: '{{user `scripts`}}/more.sh' },
          ],
        },
        undefined,
        2,
      ),
      files,
      'node.json',
    );
    expect(gaps).toEqual([]);
    expect(setups.map(facts)).toEqual(['amazon-ebs: v20240817']);
    expect(setups.flatMap(told)).toEqual(
      expect.arrayContaining([
        'image-build source_ami_filter.filters.name = ?amazon-eks-node-{{user `kubernetes`}}-v20240817 @10',
        'update @19',
        'update @2',
      ]),
    );
    expect(setups[0]?.gaps.map(({ place }) => place.line)).toEqual([28]);
  });
});
