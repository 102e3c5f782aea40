import { parseImageName } from '../../parameters/image-name.ts';
import type { ReleaseTag } from '../../parameters/release-tag.ts';
import { amiTypeOf, minorOf, type Track } from '../../parameters/track.ts';
import { type Problem, quoted } from '../../problem.ts';
import type { Cell, NotedImage, Reading } from '../facts.ts';
import { documentLimit, inOrder, nothingRead, tooLarge } from '../reading.ts';
import { type Ec2Image, imagesSchema } from './image.ts';

/**
 * What the build of an AMI appends to its description. The versions are what was asked of the package manager, so they are
 * often patterns: `(k8s: 1.30.2, docker: 25.0.*, containerd: 1.7.*)`.
 */
const versions = /\(k8s: (\d+\.\d+)(\.\d+)(?:, docker: ([^,()]+))?, containerd: ([^,()]+)\)/;

/**
 * Reads EC2's DescribeImages answer for the images of one release. Gives kubelet's version, and those of docker and
 * containerd where they are exact: `1.7.*` says what was asked for and not what came. Who owns the images is not looked
 * at here (`isOwnedByEks`). Never throws.
 */
export function readImageDescriptions(text: string, release: ReleaseTag): Reading {
  if (text.length > documentLimit) return nothingRead(release, tooLarge(text, release));
  const document = parse(text);
  if (document === undefined) {
    return nothingRead(release, problem(release, 'images-shape', `${quoted(text)} is no list of images.`));
  }
  const images = new Map<Track, NotedImage>();
  const cells = new Map<Track, readonly Cell[]>();
  const unread = new Map<string, { kind: string; message: string; count: number }>();
  for (const image of document.Images) {
    const read = readOne(image, release);
    if ('images' in read) {
      images.set(read.images.track, read.images);
      cells.set(read.images.track, read.cells);
    } else {
      const { count } = unread.get(read.message) ?? { count: 0 };
      unread.set(read.message, { ...read, count: count + 1 });
    }
  }
  // One text on all images of a release is one problem.
  const problems = [...unread.values()].slice(0, mostProblems).map(({ kind, message, count }) => {
    return problem(release, kind, count === 1 ? message : `${message} So it is with ${count} images.`);
  });
  const facts = {
    stream: 'eks-amazon-linux' as const,
    release,
    images: [...images.values()],
    cells: [...cells.values()].flat(),
  };
  return { facts: inOrder(facts), problems };
}

const mostProblems = 100;

type One =
  | { readonly images: NotedImage; readonly cells: readonly Cell[] }
  | { readonly kind: string; readonly message: string };

function readOne({ DeprecationTime, Description = '', Name }: Ec2Image, release: ReleaseTag): One {
  const named = parseImageName(Name);
  if (named?.release !== release) {
    return {
      kind: 'image-of-another-release',
      message: `The image ${quoted(Name)} is not one of ${release}.`,
    };
  }
  const { track } = named;
  const kubernetes = minorOf(track);
  const [, minor, patch, docker, containerd] = versions.exec(Description) ?? [];
  if (minor === undefined || containerd === undefined) {
    return {
      kind: 'description-unknown',
      message: `The description ${quoted(Description)} names no versions.`,
    };
  }
  if (minor !== kubernetes) {
    const message = `The image ${quoted(Name)} is described as one of Kubernetes ${minor}.`;
    return { kind: 'description-mismatch', message };
  }
  const cell = (name: string, version: string | undefined): Cell[] =>
    version === undefined || version.includes('*')
      ? []
      : [{ amiType: amiTypeOf(track), kubernetes, package: name, version }];
  return {
    images: {
      track,
      imageName: Name,
      releaseVersion: `${minor}${patch}-${release.slice(1)}`,
      ...(DeprecationTime === undefined ? {} : { deprecatedAt: DeprecationTime }),
    },
    cells: [...cell('containerd', containerd), ...cell('docker', docker)],
  };
}

function parse(text: string): { readonly Images: readonly Ec2Image[] } | undefined {
  try {
    return imagesSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function problem(release: ReleaseTag, kind: string, message: string): Problem {
  const remedy =
    'The image counts as not described; look at it in EC2, and teach shared/packages/image-description.';
  return { kind, subject: release, message, remedy };
}
