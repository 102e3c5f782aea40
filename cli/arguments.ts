import { recordedReleases } from '../shared/history/recorded-releases.ts';
import { parseReleaseTag, type ReleaseTag } from '../shared/parameters/release-tag.ts';
import { type AmiType, amiTypes, isAmiType, isMinor, type Minor } from '../shared/parameters/track.ts';
import { type ReportSeverity, severities } from '../shared/report/severity.ts';
import { nearest, UsageError } from './usage-error.ts';

const tags: readonly ReleaseTag[] = recordedReleases.map(({ release }) => release);

/** A tag of the recorded history; `amiwatch` also takes it without its `v`. */
export function readTag(text: string): ReleaseTag {
  const tag = parseReleaseTag(text.startsWith('v') ? text : `v${text}`);
  if (tag !== undefined && tags.includes(tag)) return tag;
  const near = tag === undefined ? nearest(text, tags) : neighbours(tag);
  const range = `The history goes from ${tags[0]} to ${tags.at(-1)}.`;
  throw new UsageError(`Unknown release ${JSON.stringify(text)}. Nearest: ${near.join(', ')}. ${range}`);
}

/** The recorded releases just before and just after a date. */
function neighbours(tag: ReleaseTag): readonly ReleaseTag[] {
  const before = tags.findLast((known) => known < tag);
  const after = tags.find((known) => known > tag);
  return [before, after].filter((known) => known !== undefined);
}

export function readAmiType(text: string): AmiType {
  if (isAmiType(text)) return text;
  const near = nearest(text, amiTypes).join(', ');
  throw new UsageError(
    `Unknown AMI type ${JSON.stringify(text)}. Nearest: ${near}. All: ${amiTypes.join(', ')}.`,
  );
}

export function readMinor(text: string): Minor {
  const known = [...new Set(recordedReleases.flatMap(({ kubernetes }) => Object.keys(kubernetes)))];
  const minors = [...new Set(known.map((kubelet) => kubelet.split('.').slice(0, 2).join('.')))];
  if (isMinor(text) && minors.includes(text)) return text;
  const near = nearest(text, minors).join(', ');
  throw new UsageError(`Unknown Kubernetes minor ${JSON.stringify(text)}. Nearest: ${near}.`);
}

export function readSeverity(text: string): ReportSeverity {
  const severity = severities.find((known) => known === text);
  if (severity !== undefined) return severity;
  throw new UsageError(
    `Unknown severity ${JSON.stringify(text)}. Known, gravest first: ${severities.join(', ')}.`,
  );
}

/** A TCP port; 0 takes any that is free. */
export function readPort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new UsageError(
    `${JSON.stringify(text)} is not a port. Give a number from 0 to 65535; 0 takes any free one.`,
  );
}
