import { compareSegments, leadingNumbers, type Order, rpmvercmp } from './rpm-order.ts';

/** A package's version as a node image's release notes give it: an RPM epoch, version and release, or parts of that. */
export interface Version {
  /** As the source writes it, `1.7.20-1.amzn2023.0.1`. */
  readonly text: string;
  /** 0 where the source names none, as in RPM. */
  readonly epoch: number;
  /** What RPM orders by: `1.7.20`, and `1.0.0~rc93` however the source writes that pre-release. */
  readonly version: string;
  /** The build, without the architecture: `1.amzn2023.0.1`. `undefined` where the source does not say. */
  readonly release: string | undefined;
  /** The version in upstream's own way of writing it, `1.7.20`, `1.0.0-rc93`. Ranges apply to this one. */
  readonly upstream: string;
}

/** The longest version in upstream's release notes has 27 characters; more than this is no version. */
const longestVersion = 128;

/** Dot-separated parts, the first one of which starts with a digit; no part is empty. */
const versionShape = /^\d[\w+~^]*(?:\.[\w+~^]+)*$/;

/** A part that stands for any number, which a list of what an image has cannot contain. */
const glob = /\.x(?:\.|$)/i;

const prereleasePart = /^(?:alpha|beta|dev|preview|pre|rc)(?![a-z])/i;
const gluedPrerelease = /(\d)[._~]?((?:alpha|beta|dev|preview|pre|rc)(?![a-z]))/i;

/** The ends of file names and Docker's edition: they say nothing of the build. */
const suffixes: ReadonlySet<string> = new Set(['dkms', 'ce']);

const architecture = /\.(?:x86_64|aarch64|arm64|noarch)$/;

/** A distribution where the build number should be (`1.0.0.amzn2`): it names no build. */
const distribution = /\.(?:amzn|el|eks)\d*(?:\..*)?$/;

/**
 * Reads a version, or gives `undefined` for a shape that upstream has not used: empty, `latest`, `1.7.*`, spaces, more
 * than 128 characters. Takes `epoch:version-release` and what release notes have in its place: a version alone
 * (`570.172.08`: the build is unknown), a pre-release (`1.0.0-rc93`), a suffix that is no build (`2.29.0.0-dkms`).
 */
export function parseVersion(text: string): Version | undefined {
  if (text.length > longestVersion) return undefined;
  const colon = text.indexOf(':');
  const epoch = colon === -1 ? '0' : text.slice(0, colon);
  const [start = '', ...parts] = text.slice(colon + 1).split('-');
  const prerelease = prereleasePart.test(parts[0] ?? '') ? parts.shift() : undefined;
  const [build, ...rest] = parts;
  if (!/^\d{1,9}$/.test(epoch) || rest.length > 0) return undefined;

  const release = build === undefined || suffixes.has(build) ? undefined : build.replace(architecture, '');
  if (release !== undefined && !versionShape.test(release)) return undefined;

  const named = prerelease === undefined ? start : `${start}~${prerelease}`;
  if (!versionShape.test(named) || glob.test(named)) return undefined;
  const version = (build === undefined ? withoutNotation(named) : named).replace(gluedPrerelease, '$1~$2');
  return { text, epoch: Number(epoch), version, release, upstream: version.replace('~', '-') };
}

function withoutNotation(version: string): string {
  return version.replace(distribution, '').replace(/(\d)ce$/, '$1');
}

/**
 * Orders versions as RPM does: epoch, version, then release. The release counts only where both have one, so `1.7.27`
 * equals each of its builds: that is not transitive for equality, but "older" and "newer" stay free of contradictions.
 */
export function compareVersions(a: Version, b: Version): Order {
  if (a.epoch !== b.epoch) return a.epoch < b.epoch ? -1 : 1;
  return rpmvercmp(a.version, b.version) || compareReleases(a.release, b.release);
}

/**
 * Orders any two strings as RPM orders `epoch:version-release`, with 0 for a missing epoch; the release counts only
 * where both have one. Unlike `compareVersions` it knows nothing of how release notes write versions.
 */
export function compareEvr(a: string, b: string): Order {
  const [epochA, versionA, releaseA] = splitEvr(a);
  const [epochB, versionB, releaseB] = splitEvr(b);
  return rpmvercmp(epochA, epochB) || rpmvercmp(versionA, versionB) || compareReleases(releaseA, releaseB);
}

function compareReleases(a: string | undefined, b: string | undefined): Order {
  return a === undefined || b === undefined ? 0 : rpmvercmp(a, b);
}

/** RPM's own split: an epoch is digits up to a colon, a release is what follows the last dash. */
function splitEvr(evr: string): [epoch: string, version: string, release: string | undefined] {
  const epoch = /^(\d*):/.exec(evr)?.[1];
  const rest = epoch === undefined ? evr : evr.slice(epoch.length + 1);
  const dash = rest.lastIndexOf('-');
  const [version, release] = dash === -1 ? [rest, undefined] : [rest.slice(0, dash), rest.slice(dash + 1)];
  return [epoch || '0', version, release];
}

/** How far a version moved: to another line of the package, by a major, minor or patch version, or by a build only. */
export type ChangeLevel = 'line' | 'major' | 'minor' | 'patch' | 'rebuild';

/**
 * The level of a change in either direction, by the first number of the upstream versions that differs. The first
 * `lineSegments` numbers name a line: with 2, `6.1.102` → `6.12.22` is `line` and → `6.1.109` is `patch`.
 */
export function levelOf(before: Version, after: Version, lineSegments = 0): ChangeLevel {
  if (rpmvercmp(before.version, after.version) === 0) return 'rebuild';
  const numbersBefore = leadingNumbers(before.version);
  const numbersAfter = leadingNumbers(after.version);
  const places = Array.from({ length: Math.max(2, lineSegments) }, (_, place) => place);
  const changed = places.find(
    (place) => compareSegments([numbersBefore[place] ?? '0'], [numbersAfter[place] ?? '0']) !== 0,
  );
  if (changed === undefined) return 'patch';
  if (changed < lineSegments) return 'line';
  return changed === 0 ? 'major' : 'minor';
}
