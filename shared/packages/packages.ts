import type { AmiType, Track } from '../parameters/track.ts';
import { amiTypeOf, minorOf } from '../parameters/track.ts';
import { type Problem, quoted } from '../problem.ts';
import { canonicalName, isAlwaysPresent, isMisplaced, type PackageName } from './canonical.ts';
import type { Cell, NotedImage, ReleaseFacts } from './facts.ts';
import type { SourceId } from './source.ts';
import { compareVersions, parseVersion, type Version } from './version.ts';

/** What a source says of one package on one track. */
export interface Reported {
  /** The package as the source names it: `kernel6.12`. */
  readonly name: string;
  /** `undefined` where the source says that the AMI does not have the package. */
  readonly version: Version | undefined;
  /** Who says so. */
  readonly source: SourceId;
}

/** By canonical name. A name that is missing here is a package of which nothing is known: not one that is absent. */
export type TrackPackages = ReadonlyMap<PackageName, Reported>;

/** The packages of every track of one release. */
export type Packages = ReadonlyMap<Track, TrackPackages>;

const nothing: TrackPackages = new Map();

/** A track's packages, empty where the release says nothing of the track. */
export function packagesOfTrack(packages: Packages, track: Track): TrackPackages {
  return packages.get(track) ?? nothing;
}

/** What a source says of a release's packages, track by track, with the cells that could not be understood as problems. */
export function packagesOf(
  facts: ReleaseFacts,
  source: SourceId,
): { packages: Packages; problems: readonly Problem[] } {
  const packages = new Map<Track, Map<PackageName, Reported>>(
    facts.images.map(({ track }) => [track, new Map()]),
  );
  const problems: Problem[] = [];
  const said = new Set<string>();
  const report = (key: string, problem: Problem) => {
    if (!said.has(key)) problems.push(problem);
    said.add(key);
  };
  const doubtful = new Set<string>();
  const tracksOfMinor = Map.groupBy(packages.keys(), minorOf);
  for (const cell of facts.cells) {
    const version = cell.version === undefined ? undefined : versionOf(cell, cell.version);
    if (cell.version !== undefined && version === undefined) {
      report(`${cell.package} ${cell.version}`, unusableVersion(facts, cell, cell.version));
    }
    for (const track of tracksOfMinor.get(cell.kubernetes) ?? []) {
      if (!covers(cell, amiTypeOf(track))) continue;
      const known = packages.get(track);
      if (known === undefined) continue;
      if (cell.version !== undefined && version === undefined) {
        doubtful.add(`${track} ${canonicalName(cell.package, cell.version)}`);
        continue;
      }
      const problem = add(known, { name: cell.package, version, source });
      if (problem === undefined) continue;
      report(problem.message, { ...problem, subject: `${facts.release} ${cell.package}`, place: track });
    }
  }
  for (const [track, known] of packages) dropDoubtful(track, known, doubtful);
  for (const image of facts.images) addKubelet(packages.get(image.track), image, source);
  return { packages, problems };
}

/**
 * Adds what one row says. Two rows can be one package (a kernel line has a row of its own, and the AMI types on another
 * line have a dash there), so a version wins over a dash; and a dash for what every node has says only that the source
 * has a gap.
 */
function add(
  known: Map<PackageName, Reported>,
  reported: Reported,
): Pick<Problem, 'kind' | 'message' | 'remedy'> | undefined {
  const name = canonicalName(reported.name, reported.version?.text);
  if (reported.version === undefined && isAlwaysPresent(name)) return undefined;
  const earlier = known.get(name);
  if (earlier?.version === undefined) {
    known.set(name, reported);
  } else if (reported.version !== undefined && compareVersions(earlier.version, reported.version) !== 0) {
    return {
      kind: 'rows-disagree',
      message: `${earlier.name} says ${quoted(earlier.version.text)} and ${reported.name} says ${quoted(reported.version.text)}, and both are ${name}.`,
      remedy: `The first is taken; check upstream, or separate the names in shared/packages/canonical.ts.`,
    };
  }
  return undefined;
}

/** Kubelet's version, which the release version of an image begins with: `1.30.2-20240817`. */
export function kubeletVersion(releaseVersion: string | undefined): Version | undefined {
  return parseVersion(releaseVersion?.split('-')[0] ?? '');
}

/**
 * No table has kubelet, and the list of images says which one it is. A track without a table stays
 * one of whose packages nothing is known.
 */
function addKubelet(
  known: Map<PackageName, Reported> | undefined,
  { releaseVersion }: NotedImage,
  source: SourceId,
): void {
  const version = kubeletVersion(releaseVersion);
  if (known === undefined || known.size === 0 || version === undefined || known.has('kubelet')) return;
  known.set('kubelet', { name: 'kubelet', version, source });
}

/** Where one row's version could not be read, another row's dash does not say that the package is absent. */
function dropDoubtful(track: Track, known: Map<PackageName, Reported>, doubtful: ReadonlySet<string>): void {
  for (const [name, { version }] of known) {
    if (version === undefined && doubtful.has(`${track} ${name}`)) known.delete(name);
  }
}

const gpuPackages = /nvidia|cuda|efa|neuron/;

/**
 * Whether a cell speaks of an AMI type. A table that does not tell AMI types apart lists GPU packages without saying so,
 * and its kernel is not the GPU image's: upstream held that one back on an older build.
 */
function covers(cell: Cell, amiType: AmiType): boolean {
  if (cell.amiType !== '*') return cell.amiType === amiType;
  const gpu = amiType === 'AL2_x86_64_GPU';
  if (gpuPackages.test(cell.package)) return gpu;
  return !(gpu && canonicalName(cell.package) === 'kernel');
}

/** A version may come with its package's name, as a file name has it: `runc-1.1.4-1.amzn2`. */
function versionOf({ package: name }: Cell, text: string): Version | undefined {
  if (isMisplaced(name, text)) return undefined;
  return parseVersion(text.startsWith(`${name}-`) ? text.slice(name.length + 1) : text);
}

function unusableVersion(facts: ReleaseFacts, cell: Cell, version: string): Problem {
  const misplaced = isMisplaced(cell.package, version);
  return {
    kind: misplaced ? 'misplaced-version' : 'unknown-version-shape',
    subject: `${facts.release} ${cell.package}`,
    place: `Kubernetes ${cell.kubernetes}, ${cell.amiType}`,
    message: misplaced
      ? `The version ${quoted(version)} is that of the NVIDIA driver.`
      : `The version ${quoted(version)} has a shape that is not known.`,
    remedy: misplaced
      ? 'The package counts as unknown there; nothing needs to be done.'
      : 'The package counts as unknown there; teach shared/packages/version.ts the shape.',
  };
}
