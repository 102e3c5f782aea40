import { describe, expect, test } from 'vitest';
import { facts, read, told } from './read.ts';

const template = (userData: string): string => `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  EksNodes:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateData:
        UserData: ${userData}
`;

test('a template whose encoded user data makes a node is one, whatever it is called', () => {
  const boot = Buffer.from('#!/bin/bash\n/etc/eks/bootstrap.sh blue --kubelet-extra-args --max-pods=58\n');
  const { setups } = read(template(boot.toString('base64')).replace('EksNodes', 'Blue'));
  expect(setups.flatMap(told).join()).toContain('kubelet-flag max-pods = 58');
  const bastion = Buffer.from('#!/bin/bash\nyum update -y\n').toString('base64');
  expect(read(template(bastion).replace('EksNodes', 'Bastion')).setups).toEqual([]);
});

describe('user data in CloudFormation, however it is written', () => {
  test.each([
    [
      '!Base64 with !Sub',
      '!Base64\n          Fn::Sub: |\n            #!/bin/bash\n            mount /dev/sdb /data ${Options}\n',
      10,
    ],
    [
      'Fn::Base64 with !Sub',
      '\n          Fn::Base64: !Sub |\n            #!/bin/bash\n            mount /dev/sdb /data\n',
      10,
    ],
    [
      '!Sub with values',
      '\n          Fn::Base64: !Sub\n            - D=/dev/${Disk}; mount ${!D} /data\n            - Disk: sdb\n',
      9,
    ],
    [
      '!Join',
      '\n          Fn::Base64: !Join\n            - "\\n"\n            - - "#!/bin/bash"\n              - !Sub "mount /dev/sdb /data"\n',
      11,
    ],
    ['base64', `${Buffer.from('#!/bin/bash\nmount /dev/sdb /data\n').toString('base64')}`, 2],
  ])('%s', (_, userData, line) => {
    const { setups, gaps } = read(template(userData));
    expect(gaps).toEqual([]);
    const mounts = setups.flatMap(({ steps }) => steps.filter(({ does }) => does === 'mount'));
    expect(mounts.map(({ place }) => place.line)).toEqual([line]);
    expect(mounts).toMatchObject([{ device: { known: true, text: '/dev/sdb' } }]);
  });

  test("what CDK writes: JSON with pieces and references, which are unknown, and the shell's own variables", () => {
    const script = [
      '#!/bin/bash\nD=/dev/sdc\n/etc/eks/bootstrap.sh ',
      { Ref: 'Cluster' },
      " --kubelet-extra-args '--max-pods=17'\nmount $D /data\n",
    ];
    const { setups } = read(
      JSON.stringify({
        Resources: {
          Eks: {
            Type: 'AWS::EC2::LaunchTemplate',
            Properties: { LaunchTemplateData: { UserData: { 'Fn::Base64': { 'Fn::Join': ['', script] } } } },
          },
        },
      }),
    );
    const lines = setups.flatMap(told).join('\n');
    expect(lines).toContain('bootstrap cluster-name = ?Cluster');
    expect(lines).toContain('kubelet-flag max-pods = 17');
    expect(lines).toContain('mount /data');
    expect(setups[0]?.steps.at(-1)?.place.within?.line ?? 1).toBe(1);
  });

  test.each([
    ['a parameter', '!Ref UserData'],
    ['an import', '\n          Fn::Base64: !ImportValue boot\n'],
    ['a condition', '!If [Gpu, a, b]'],
  ])('%s leaves everything open', (_, userData) => {
    const { setups } = read(template(userData));
    expect(setups.flatMap(({ gaps }) => gaps.map(({ about }) => about))).toEqual(['all']);
  });
});

describe('node groups of CloudFormation', () => {
  const text = (id: string): string => `Resources:
  Template:
    Type: AWS::EC2::LaunchTemplate
    Metadata:
      about: nodes of EKS
    Properties:
      LaunchTemplateName: blue
      LaunchTemplateData:
        ImageId: '{{resolve:ssm:/aws/service/eks/optimized-ami/1.29/amazon-linux-2/recommended/image_id}}'
        BlockDeviceMappings:
          - DeviceName: /dev/xvda
            Ebs: {VolumeSize: !Ref Size}
  Nodes:
    Type: AWS::EKS::Nodegroup
    Properties:
      AmiType: AL2_x86_64
      ReleaseVersion: 1.29.3-20240828
      Labels: {Team/Name: shop}
      LaunchTemplate: ${id}
`;

  test.each([['{Id: !Ref Template}'], ['{Name: blue}'], ['{Id: !GetAtt Template.LaunchTemplateId}']])(
    'with a template in the same file, by %s',
    (id) => {
      const { setups } = read(text(id));
      expect(setups.map(facts)).toEqual(['Nodes: AL2 AL2_x86_64 1.29 v20240828']);
      expect(setups.flatMap(told)).toEqual(
        expect.arrayContaining([
          'node-group amiType = AL2_x86_64 @16',
          'node-group labels.Team/Name = shop @18',
          'launch-template BlockDeviceMappings[0].Ebs.VolumeSize = ?Size @12',
        ]),
      );
    },
  );

  test('with a template of elsewhere everything is open, and that one stands alone', () => {
    const { setups } = read(text('{Id: lt-1}'));
    expect(setups.map(facts)).toEqual(['Nodes: AL2 AL2_x86_64 1.29 v20240828', 'Template: AL2 1.29']);
    expect(setups[0]?.gaps.map(({ about }) => about)).toEqual(['all']);
  });

  test('what cfn-init does is open', () => {
    const metadata = 'Metadata:\n      AWS::CloudFormation::Init: {config: {}}';
    const { setups } = read(text('{Id: lt-1}').replace('Metadata:', metadata));
    expect(setups[1]?.gaps.map(({ about }) => about)).toEqual(['all']);
  });

  test('what cannot be parsed is a gap; other templates say nothing', () => {
    expect(read('Resources:\n  A:\n    Type: AWS::EKS::Nodegroup\n  - b\n').gaps).toHaveLength(1);
    expect(read('Resources:\n  A:\n    Type: AWS::S3::Bucket\n')).toEqual({ setups: [], gaps: [] });
  });
});

describe('an image by the default of a parameter', () => {
  const path = '/aws/service/eks/optimized-ami/1.30/amazon-linux-2/recommended/image_id';
  const nodeConfig = 'apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec: {}\n';
  test.each([
    ['a script', '#!/bin/bash\nmount /dev/sdb /data\n', '!Ref Image', 'AL2 1.30'],
    ["Bottlerocket's settings", '[settings.kubernetes]\nmax-pods = 20\n', '!Ref Image', 'Bottlerocket'],
    ['a NodeConfig', nodeConfig, '!Ref Image', 'AL2023'],
    [
      "Bottlerocket's settings and an image of its own",
      '[settings]\na = 1\n',
      `resolve:ssm:${path}`,
      'AL2 1.30',
    ],
  ])('beside %s', (_, userData, image, expected) => {
    const encoded = Buffer.from(userData).toString('base64');
    const { setups } = read(
      `Parameters:
  Image: {Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: ${path}}
${template(encoded)}        ImageId: ${image}
`,
    );
    expect(setups.map(facts)).toEqual([`EksNodes: ${expected}`]);
  });
});
