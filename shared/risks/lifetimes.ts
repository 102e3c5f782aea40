import type { PackageName } from '../packages/canonical.ts';
import type { OperatingSystem } from '../parameters/track.ts';

/** Until when upstream mends a line. */
export interface Lifetime {
  /** A package, or the operating system of the image itself. */
  readonly of: PackageName | OperatingSystem;
  /** The first numbers of its versions, `1.6`; every version of an operating system has none. */
  readonly line: string;
  /** The last day, ISO 8601. */
  readonly until: string;
  readonly source: string;
}

const containerd = 'https://github.com/containerd/containerd/blob/main/RELEASES.md';
const kernel = 'https://www.kernel.org/category/releases.html';
const docker = 'https://endoflife.date/docker-engine';
const nvidia = 'https://docs.nvidia.com/datacenter/tesla/drivers/index.html';
const al2 = 'https://docs.aws.amazon.com/eks/latest/userguide/eks-ami-deprecation-faqs.html';

/** Where upstream names a month, the last day of it stands. Lines that no recorded or likely image has are left out. */
export const lifetimes: readonly Lifetime[] = [
  { of: 'containerd', line: '1.4', until: '2022-03-03', source: containerd },
  { of: 'containerd', line: '1.5', until: '2023-02-28', source: containerd },
  { of: 'containerd', line: '1.6', until: '2025-08-23', source: containerd },
  { of: 'containerd', line: '1.7', until: '2026-09-30', source: containerd },
  { of: 'containerd', line: '2.0', until: '2025-11-07', source: containerd },
  { of: 'containerd', line: '2.1', until: '2026-05-05', source: containerd },
  { of: 'containerd', line: '2.2', until: '2026-11-06', source: containerd },
  { of: 'kernel', line: '4.14', until: '2024-01-31', source: kernel },
  { of: 'kernel', line: '5.4', until: '2025-12-31', source: kernel },
  { of: 'kernel', line: '5.10', until: '2026-12-31', source: kernel },
  { of: 'docker', line: '20.10', until: '2023-12-10', source: docker },
  { of: 'nvidia-driver', line: '470', until: '2024-09-30', source: nvidia },
  { of: 'nvidia-driver', line: '535', until: '2026-06-30', source: nvidia },
  { of: 'AL2', line: '', until: '2025-11-26', source: al2 },
];
