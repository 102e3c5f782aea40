import type { OperatingSystem, Setup } from './setup.ts';

/** What a name of an image, a type or a release says about nodes. */
export type ImageFacts = Pick<Setup, 'operatingSystem' | 'amiType' | 'kubernetes' | 'release'>;

/** By the beginning of EKS's AMI types, eksctl's and Karpenter's families, in small letters; the longest first. */
const systems: readonly (readonly [string, OperatingSystem])[] = [
  ['al2023', 'AL2023'],
  ['amazonlinux2023', 'AL2023'],
  ['amazon-linux-2023', 'AL2023'],
  ['al2', 'AL2'],
  ['amazonlinux2', 'AL2'],
  ['amazon-linux-2', 'AL2'],
  ['bottlerocket', 'Bottlerocket'],
  ['windows', 'Windows'],
  ['ubuntu', 'Ubuntu'],
];

/** `AL2023_x86_64_STANDARD`, `AmazonLinux2023`, `Bottlerocket`: nothing for `CUSTOM`. */
export function systemOf(family: string): OperatingSystem | undefined {
  const name = family.toLowerCase();
  return systems.find(([start]) => name.startsWith(start))?.[1];
}

/** EKS's AMI type; other words for a family give the system alone. */
export function factsOfAmiType(type: string | undefined): ImageFacts {
  if (type === undefined) return {};
  const operatingSystem = systemOf(type);
  const amiType = /^(AL2|AL2023|BOTTLEROCKET|WINDOWS)_\w+$/.test(type) ? { amiType: type } : {};
  return { ...amiType, ...(operatingSystem && { operatingSystem }) };
}

/** `1.30.2-20240828` of EKS, `1.20.4-1a2b3c4d` of Bottlerocket: the second says nothing of Kubernetes. */
export function factsOfReleaseVersion(version: string | undefined): ImageFacts {
  const [, minor, date] = /^(1\.\d{1,2})\.\d{1,2}-(\d{8})$/.exec(version ?? '') ?? [];
  if (minor !== undefined && date !== undefined) return { kubernetes: minor, release: `v${date}` };
  return {};
}

/** `1.30`, `"1.30"` or `1.30.4`: the minor. */
export function minorOfText(version: string | undefined): string | undefined {
  return /^v?(1\.\d{1,2})(?:\.\d+)?$/.exec(version ?? '')?.[1];
}

/** An AMI's name or a filter for names, as far as it is spelled out: `amazon-eks-node-al2023-x86_64-standard-1.30-v*`. */
export function factsOfImageName(name: string | undefined): ImageFacts {
  if (name === undefined) return {};
  const file = name.slice(name.lastIndexOf('/') + 1);
  const operatingSystem = systemOfName(file);
  const kubernetes = operatingSystem && /-(1\.\d{1,2})(?=-|\*|$)/.exec(file)?.[1];
  const release = file.startsWith('amazon-eks-') ? /-(v\d{8})$/.exec(file)?.[1] : undefined;
  return {
    ...(operatingSystem && { operatingSystem }),
    ...(kubernetes && { kubernetes }),
    ...(release && { release }),
  };
}

/** A pattern such as `amazon-eks-node-*` has AL2023's names in it as well. */
function systemOfName(name: string): OperatingSystem | undefined {
  if (name.startsWith('bottlerocket-aws-k8s')) return 'Bottlerocket';
  if (name.startsWith('ubuntu-eks')) return 'Ubuntu';
  if (name.startsWith('Windows_Server')) return 'Windows';
  if (/^amazon-eks-node-al2023/.test(name)) return 'AL2023';
  return /^amazon-eks-(?:gpu-|arm64-)?node-1\./.test(name) ? 'AL2' : undefined;
}

/** The name of a public parameter that holds an image's id, with `resolve:ssm:` before it or without. */
export function factsOfParameter(name: string | undefined): ImageFacts {
  const path = /\/aws\/service\/[\w./*-]+/.exec(name ?? '')?.[0];
  if (path === undefined) return {};
  const [, , , service = '', ...rest] = path.split('/');
  const kubernetes = rest
    .map((word) => minorOfText(word.replace(/^aws-k8s-/, '').replace(/-(?:nvidia|fips)$/, '')))
    .find(Boolean);
  const [system] = [service, ...rest].flatMap((word) => systemOf(word) ?? []);
  const tag = rest.map((word) => /(?:^|-)(v\d{8})$/.exec(word)?.[1]).find(Boolean);
  return {
    ...(system && { operatingSystem: system }),
    ...(kubernetes && { kubernetes }),
    ...(tag && { release: tag }),
  };
}

/** Karpenter's alias: `al2023@v20240807`, `bottlerocket@v1.20.4`, `al2023@latest`. */
export function factsOfAlias(alias: string | undefined): ImageFacts {
  const [family = '', version = ''] = (alias ?? '').split('@');
  const operatingSystem = systemOf(family);
  const release = /^v\d{8}$/.test(version) ? version : undefined;
  return { ...(operatingSystem && { operatingSystem }), ...(release && { release }) };
}
