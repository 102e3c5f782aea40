import type { Installed } from '../inventory.ts';
import { evrOf, type RpmPackage, readNevra, rpmPackage, splitArchitecture } from '../rpm-name.ts';
import { installedOf } from './installed-of.ts';

const separators = /[\s|,;=]+/;
const quotes = /^["']|["']$/g;
const number = /^(?:\(none\)|\d{1,9})$/;
const startsWithDigit = /^\d/;
const architectures = /^(?:x86_64|aarch64|noarch|i[3-6]86|\(none\))$/;
/** A line that is longer is none of rpm's or dnf's. */
const longest = 1_024;

/** Reads a line of `rpm -q`, of dnf's lists, or of a query with a format of one's own; `undefined` for another line. */
export function readPackageLine(line: string): Omit<Installed, 'place'> | undefined {
  if (line.length > longest) return undefined;
  const missing = /^package (\S{1,80}) is not installed$/.exec(line)?.[1];
  if (missing !== undefined) return { name: missing, version: undefined, running: false };
  const [first = '', ...rest] = line
    .split(separators)
    .map((field) => field.replace(quotes, ''))
    .filter((field) => field !== '');
  if (!isVersionStart(rest[0])) {
    const found = readNevra(first);
    return found && installedOf(found);
  }
  // A version that RPM does not know stays with its package: of one that counts it leaves the answer open.
  const odd = { name: splitArchitecture(first).bare, version: rest[0] };
  const { name, version } = fromColumns(first, rest) ?? odd;
  if (!version?.includes('.') && !version?.includes('-')) return undefined;
  const architecture = splitArchitecture(first).arch ?? rest.find((field) => architectures.test(field));
  return installedOf({ name, version, architecture });
}

function isVersionStart(field: string | undefined): boolean {
  return field !== undefined && (startsWithDigit.test(field) || field.startsWith('(none)'));
}

/**
 * Name, then: version-release; version and release; both with an epoch before them, glued or as a column; an architecture and
 * anything else behind. A single number can be epoch or version: it is an epoch where version and release follow it.
 */
function fromColumns(
  first: string,
  [one = '', two, three]: readonly (string | undefined)[],
): RpmPackage | undefined {
  const { bare: name } = splitArchitecture(first);
  const next = two !== undefined && startsWithDigit.test(two) && !architectures.test(two) ? two : undefined;
  if (number.test(one) && next?.includes('-') === true) return rpmPackage(name, evrOf(one, next, undefined));
  const release = three !== undefined && startsWithDigit.test(three) && !architectures.test(three);
  if (number.test(one) && next !== undefined && release) return rpmPackage(name, evrOf(one, next, three));
  if (one.includes('-')) return rpmPackage(name, one);
  if (next !== undefined) return rpmPackage(name, evrOf(undefined, one, next));
  return rpmPackage(name, one);
}
