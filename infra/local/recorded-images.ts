import type { NotedImage, ReleaseFacts } from '../../shared/packages/facts.ts';
import type { Ec2Image } from '../../shared/packages/image-description/image.ts';
import { eksAccount } from '../../shared/packages/image-description/owner.ts';
import { type Packages, packagesOf, packagesOfTrack } from '../../shared/packages/packages.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import { amiTypeOf, operatingSystemOf } from '../../shared/parameters/track.ts';

/** The last release whose descriptions name the build of containerd; later ones mostly have the pattern that was asked for. */
const lastExact: ReleaseTag = 'v20230406';

const titles = {
  AL2: 'EKS Kubernetes Worker AMI with AmazonLinux2 image',
  AL2023: 'EKS-optimized Kubernetes node based on Amazon Linux 2023',
} as const;

/** Describes images of a recorded release as EC2 would have; `at` is when they were made. */
export function imageDescriber(
  facts: ReleaseFacts,
  at: Date,
): (image: NotedImage, id: string, kubelet: string) => Ec2Image {
  const { packages } = packagesOf(facts, 'recorded-history');
  const exact = facts.release <= lastExact;
  // Public AMIs are deprecated two years after they were made.
  const deprecated = new Date(at);
  deprecated.setUTCFullYear(at.getUTCFullYear() + 2);
  return (image, id, kubelet) => ({
    ImageId: id,
    Name: image.imageName,
    OwnerId: eksAccount,
    ImageOwnerAlias: 'amazon',
    Description: `${titles[operatingSystemOf(amiTypeOf(image.track))]}, (k8s: ${kubelet}${dockerOf(packages, image, exact)}, containerd: ${versionOf(packages, image, 'containerd', exact) ?? '*'})`,
    DeprecationTime: deprecated.toISOString(),
  });
}

function dockerOf(packages: Packages, image: NotedImage, exact: boolean): string {
  const version = versionOf(packages, image, 'docker', exact);
  return version === undefined ? '' : `, docker: ${version}`;
}

function versionOf(
  packages: Packages,
  { track }: NotedImage,
  name: string,
  exact: boolean,
): string | undefined {
  const version = packagesOfTrack(packages, track).get(name)?.version;
  return exact ? version?.text : version?.upstream.replace(/\.[^.]*$/, '.*');
}
