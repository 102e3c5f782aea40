import { describe, expect, test } from 'vitest';
import type { Ec2Image } from '../../../shared/packages/image-description/image.ts';
import { eksAccount, isOwnedByEks } from '../../../shared/packages/image-description/owner.ts';
import { readImageDescriptions } from '../../../shared/packages/image-description/read.ts';
import { packagesOf } from '../../../shared/packages/packages.ts';
import type { ReleaseTag } from '../../../shared/parameters/release-tag.ts';

const al2 = 'EKS Kubernetes Worker AMI with AmazonLinux2 image';
const al2023 = 'EKS-optimized Kubernetes node based on Amazon Linux 2023';

function read(release: ReleaseTag, ...images: readonly Partial<Ec2Image>[]) {
  const whole = images.map((image) => ({ ImageId: 'ami-0f608183105f43978', ...image }));
  return readImageDescriptions(JSON.stringify({ Images: whole }), release);
}

describe('descriptions as EC2 has had them', () => {
  test.each<[name: string, description: string, kubelet: string, containerd?: string, docker?: string]>([
    [
      'amazon-eks-node-1.24-v20230322',
      `${al2}, (k8s: 1.24.7, docker: 20.10.17-1.amzn2.0.1, containerd: 1.6.6-1.amzn2.0.2)`,
      '1.24.7',
      '1.6.6-1.amzn2.0.2',
      '20.10.17-1.amzn2.0.1',
    ],
    ['amazon-eks-node-1.28-v20231116', `${al2}, (k8s: 1.28.3, containerd: 1.6.*)`, '1.28.3'],
    ['amazon-eks-node-1.29-v20240202', `${al2}, (k8s: 1.29.0, containerd: 1.7.*)`, '1.29.0'],
    [
      'amazon-eks-node-al2023-x86_64-standard-1.29-v20240329',
      `${al2023}, (k8s: 1.29.0, containerd: *)`,
      '1.29.0',
    ],
    [
      'amazon-eks-node-1.24-v20240807',
      `${al2}, (k8s: 1.24.17, docker: 25.0.*, containerd: 1.7.*)`,
      '1.24.17',
    ],
    ['amazon-eks-node-1.31-v20240904', `${al2}, (k8s: 1.31.0, containerd: 1.7.11-*)`, '1.31.0'],
    [
      'amazon-eks-gpu-node-1.29-v20250920',
      `${al2} with GPU support, (k8s: 1.29.15, containerd: 1.7.27-1.eks.amzn2.0.4)`,
      '1.29.15',
      '1.7.27-1.eks.amzn2.0.4',
    ],
    [
      'amazon-eks-node-al2023-x86_64-standard-1.36-v20260727',
      `${al2023}, (k8s: 1.36.2, containerd: 2.2.5-1.amzn2023.0.4)`,
      '1.36.2',
      '2.2.5-1.amzn2023.0.4',
    ],
  ])('%s', (Name, Description, kubelet, containerd, docker) => {
    const release = Name.slice(-9) as ReleaseTag;
    const { facts, problems } = read(release, { Name, Description });
    expect(problems).toEqual([]);
    expect(facts.images).toMatchObject([{ releaseVersion: `${kubelet}-${release.slice(1)}` }]);
    const [packages = new Map()] = packagesOf(facts, 'image-description').packages.values();
    // A pattern says what was asked for: of such a package nothing is known.
    expect([...packages.keys()].sort()).toEqual(
      [containerd && 'containerd', docker && 'docker', (containerd ?? docker) && 'kubelet'].filter(
        (name) => name !== undefined,
      ),
    );
    expect(packages.get('containerd')?.version?.text).toBe(containerd);
    expect(packages.get('docker')?.version?.text).toBe(docker);
    if (containerd !== undefined) expect(packages.get('containerd')?.source).toBe('image-description');
  });
});

const Name = 'amazon-eks-node-1.29-v20250920';
const Description = `${al2}, (k8s: 1.29.15, containerd: 1.7.27-1.eks.amzn2.0.4)`;

test('when an image is deprecated is kept with it', () => {
  const { facts } = read('v20250920', { Name, Description, DeprecationTime: '2027-09-24T00:36:36.000Z' });
  expect(facts.images).toMatchObject([
    { track: 'AL2_x86_64/1.29', deprecatedAt: '2027-09-24T00:36:36.000Z' },
  ]);
});

test.each<[what: string, image: Partial<Ec2Image>, kind: string]>([
  ['no description', { Name }, 'description-unknown'],
  ['words alone', { Name, Description: al2023 }, 'description-unknown'],
  [
    'a list in another order',
    { Name, Description: '(containerd: 1.7.27, k8s: 1.29.1)' },
    'description-unknown',
  ],
  [
    'another minor',
    { Name, Description: `${al2}, (k8s: 1.30.1, containerd: 1.7.27-1.eks.amzn2.0.4)` },
    'description-mismatch',
  ],
  ['another release', { Name: 'amazon-eks-node-1.29-v20250919', Description }, 'image-of-another-release'],
  ['no image of EKS', { Name: 'al2023-ami-2023.9.20251208.0', Description }, 'image-of-another-release'],
])('%s is a problem, and gives no facts', (_, image, kind) => {
  const { facts, problems } = read('v20250920', image);
  expect([facts.images, facts.cells]).toEqual([[], []]);
  expect(problems).toMatchObject([{ kind, subject: 'v20250920' }]);
});

test('one text on many images is one problem', () => {
  const names = ['1.29', '1.30', '1.31'].map((minor) => `amazon-eks-node-${minor}-v20250920`);
  const { problems } = read('v20250920', ...names.map((each) => ({ Name: each, Description: al2 })));
  expect(problems).toMatchObject([{ message: expect.stringContaining('with 3 images') }]);
});

test.each([
  [{ OwnerId: eksAccount, ImageOwnerAlias: 'amazon' }, true],
  [{ OwnerId: eksAccount }, true],
  [{ OwnerId: '877085696533', ImageOwnerAlias: 'amazon' }, true],
  // Verified providers have the alias as well.
  [{ OwnerId: '123456789012', ImageOwnerAlias: 'amazon' }, false],
  [{ OwnerId: eksAccount, ImageOwnerAlias: 'aws-marketplace' }, false],
  [{ ImageOwnerAlias: 'amazon' }, false],
  [{}, false],
])('an image with %j is EKS’s own: %j', (image, owned) => {
  expect(
    isOwnedByEks({ ImageId: 'ami-0f608183105f43978', Name, ...image }, [eksAccount, '877085696533']),
  ).toBe(owned);
});
