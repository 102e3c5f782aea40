/** An RPM package: its name, and `epoch:version-release` as far as the text has it. */
export interface RpmPackage {
  readonly name: string;
  readonly version: string;
  /** `x86_64`, `noarch`; `undefined` where the text does not say. */
  readonly architecture: string | undefined;
}

/** No name of a package on a node is longer than 80 characters, and no version than 128: more is no package. */
const longest = 256;

const nameShape = /^[A-Za-z0-9][A-Za-z0-9._+-]*$/;
const versionShape = /^(?:\d{1,9}:)?[A-Za-z0-9][A-Za-z0-9._+~^]*(?:-[A-Za-z0-9][A-Za-z0-9._+~^]*)?$/;
const architecture = /\.(x86_64|aarch64|noarch|i[3-6]86|src|\(none\))$/;

/** Reads what `rpm -qa` prints, `kernel-6.1.97-104.177.amzn2023.x86_64`; an epoch may stand before the name or the version. */
export function readNevra(text: string): RpmPackage | undefined {
  if (text.length > longest) return undefined;
  const [, before, rest = ''] = /^(?:(\d{1,9}):)?(.*)$/.exec(text) ?? [];
  const { bare, arch } = splitArchitecture(rest);
  const release = bare.lastIndexOf('-');
  const version = bare.lastIndexOf('-', release - 1);
  // A version begins with a digit here: `nothing-to-see` is words.
  if (version <= 0 || !/^(?:\d{1,9}:)?\d/.test(bare.slice(version + 1))) return undefined;
  const epoch = before === undefined ? '' : `${before}:`;
  return rpmPackage(bare.slice(0, version), epoch + bare.slice(version + 1), arch);
}

/** A package of its parts, or `undefined` where one of them has a shape that RPM does not know. */
export function rpmPackage(
  name: string,
  evr: string,
  arch: string | undefined = undefined,
): RpmPackage | undefined {
  const { bare, arch: written } = splitArchitecture(evr.replace(/^\(none\):/, ''));
  if (name.length + bare.length > longest || !nameShape.test(name) || !versionShape.test(bare))
    return undefined;
  return { name, version: bare, architecture: arch ?? written };
}

/** `epoch:version-release` of its parts; RPM's `(none)` is no epoch. */
export function evrOf(epoch: string | undefined, version: string, release: string | undefined): string {
  const named = epoch === undefined || epoch === '' || epoch === '(none)' ? '' : `${epoch}:`;
  return `${named}${version}${release === undefined || release === '' ? '' : `-${release}`}`;
}

/** The name and the architecture of `containerd.x86_64`, as lists of dnf and yum have them. */
export function splitArchitecture(text: string): { bare: string; arch: string | undefined } {
  const found = architecture.exec(text);
  if (found === null) return { bare: text, arch: undefined };
  return { bare: text.slice(0, found.index), arch: found[1] === '(none)' ? undefined : found[1] };
}

/** The RPM package that a package URL names, `pkg:rpm/amzn/containerd@1.7.20-1.amzn2023.0.1?arch=x86_64&epoch=0`. */
export function readPackageUrl(url: string): RpmPackage | undefined {
  if (url.length > 2_048) return undefined;
  const [, path = '', qualifiers = ''] = /^pkg:rpm\/([^?#]*)(?:\?([^#]*))?/i.exec(url) ?? [];
  const at = path.lastIndexOf('@');
  if (at <= 0) return undefined;
  const name = decode(path.slice(path.lastIndexOf('/', at) + 1, at));
  const version = decode(path.slice(at + 1));
  if (name === undefined || version === undefined) return undefined;
  const more = new URLSearchParams(qualifiers);
  const epoch = version.includes(':') ? undefined : (more.get('epoch') ?? undefined);
  return rpmPackage(name, evrOf(epoch, version, undefined), more.get('arch') ?? undefined);
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
