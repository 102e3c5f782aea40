import { otherAmiTypes } from '../shared/behaviour/other-systems.ts';
import { recordedReleases } from '../shared/history/recorded-releases.ts';
import { isRegion } from '../shared/parameters/region.ts';
import { parseReleaseTag, type ReleaseTag } from '../shared/parameters/release-tag.ts';
import { type AmiType, amiTypes, compareMinors, isMinor, type Minor } from '../shared/parameters/track.ts';
import { nearest } from '../shared/problem.ts';
import { type ReportSeverity, severities } from '../shared/report/severity.ts';
import { defaultWindow } from './replay/default-window.ts';
import { UsageError } from './usage-error.ts';

const tags: readonly ReleaseTag[] = recordedReleases.map(({ release }) => release);

/** A tag of the recorded history, with or without its `v`, or `latest` for the newest one that was not withdrawn. */
export function readTag(text: string): ReleaseTag {
  const newest = recordedReleases.findLast(({ withdrawn }) => withdrawn === undefined)?.release;
  if (text === 'latest' && newest !== undefined) return newest;
  const written = text.startsWith('v') ? text : `v${text}`;
  const tag = parseReleaseTag(written);
  if (tag !== undefined && tags.includes(tag)) return tag;
  const near = /^v\d{8}$/.test(written) ? neighbours(written) : nearest(written, tags);
  const range = `The history goes from ${tags[0]} to ${tags.at(-1)}.`;
  throw new UsageError(`Unknown release ${JSON.stringify(text)}. Nearest: ${near.join(', ')}. ${range}`);
}

/** The recorded releases just before and just after a date. */
function neighbours(tag: string): readonly ReleaseTag[] {
  const before = tags.findLast((known) => known < tag);
  const after = tags.find((known) => known > tag);
  return [before, after].filter((known) => known !== undefined);
}

export function readAmiType(text: string): AmiType {
  const known = amiTypes.find((amiType) => amiType.toLowerCase() === text.toLowerCase());
  if (known !== undefined) return known;
  const other = otherAmiTypes.find((amiType) => amiType.toLowerCase() === text.toLowerCase());
  if (other !== undefined)
    throw new UsageError(
      `${other} is not an AMI type of Amazon Linux, and amiwatch tells of releases of Amazon Linux alone. Its AMI types: ${amiTypes.join(', ')}.`,
    );
  const near = nearest(text, amiTypes, 5).join(', ');
  throw new UsageError(
    `Unknown AMI type ${JSON.stringify(text)}. Nearest: ${near}. All: ${amiTypes.join(', ')}.`,
  );
}

/** A Kubernetes minor of the recorded history, `1.30` or `v1.30`. */
export function readMinor(text: string): Minor {
  const kubelets = recordedReleases.flatMap(({ kubernetes }) => Object.keys(kubernetes));
  const known = new Set(kubelets.map((kubelet) => kubelet.split('.').slice(0, 2).join('.')).filter(isMinor));
  const minors = [...known].sort(compareMinors);
  const wanted = text.replace(/^v/, '');
  if (isMinor(wanted) && known.has(wanted)) return wanted;
  const range = `The history has ${minors[0]} to ${minors.at(-1)}.`;
  throw new UsageError(
    `Unknown Kubernetes minor ${JSON.stringify(text)}. Nearest: ${nearestMinor(wanted, minors)}. ${range}`,
  );
}

/** By number where the text is one; `1.3` is more likely a `1.30` cut short than a `1.21`. */
function nearestMinor(text: string, minors: readonly Minor[]): string {
  const begun = minors.filter((minor) => text !== '' && minor.startsWith(text));
  if (begun.length > 0) return begun.slice(0, 3).join(', ');
  const number = Number(text.split('.')[1] ?? Number.NaN);
  if (Number.isNaN(number)) return nearest(text, minors).join(', ');
  const distance = (minor: Minor) => Math.abs(Number(minor.split('.')[1]) - number);
  return minors
    .toSorted((a, b) => distance(a) - distance(b))
    .slice(0, 2)
    .join(', ');
}

export function readSeverity(text: string): ReportSeverity {
  const severity = severities.find((known) => known === text);
  if (severity !== undefined) return severity;
  throw new UsageError(
    `Unknown severity ${JSON.stringify(text)}. Known, gravest first: ${severities.join(', ')}.`,
  );
}

/** The window of a replay: the story by default, up to the newest release when only its beginning is given. */
export function windowFrom(given: { readonly from?: ReleaseTag; readonly to?: ReleaseTag }): {
  readonly from: ReleaseTag;
  readonly to: ReleaseTag;
} {
  const from = given.from ?? readTag(defaultWindow.from);
  const to = given.to ?? (given.from === undefined ? readTag(defaultWindow.to) : readTag('latest'));
  if (from <= to) return { from, to };
  const whose = given.from === undefined ? ', the default,' : '';
  throw new UsageError(`--from ${from}${whose} is newer than --to ${to}. Give the older release first.`);
}

/** A folder that need not exist yet. What looks like an option is one that lost its value. */
export function readFolder(text: string): string {
  if (text !== '' && !text.startsWith('-')) return text;
  throw new UsageError(`${JSON.stringify(text)} is not a folder. Give one like ./.amiwatch.`);
}

/** A TCP port; 0 takes any that is free. */
export function readPort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new UsageError(
    `${JSON.stringify(text)} is not a port. Give a number from 0 to 65535; 0 takes any free one.`,
  );
}

/** Region codes, comma-separated. */
export function readRegions(text: string): readonly string[] {
  const regions = text.split(',').map((part) => part.trim());
  const wrong = regions.find((region) => !isRegion(region));
  if (wrong === undefined) return [...new Set(regions)];
  throw new UsageError(`${JSON.stringify(wrong)} is not a Region. Give a list like us-east-1,eu-west-1.`);
}

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000 } as const;
/** AWS publishes a release in a week: more often than this asks for nothing. A watcher that sleeps longer watches nothing. */
const intervalBounds = { least: 30_000, most: 86_400_000 } as const;

/** A time between two polls, like `5m`, in milliseconds. */
export function readInterval(text: string): number {
  const [, number = '', unit = ''] = /^(\d{1,6})(s|m|h)$/.exec(text) ?? [];
  const ms = Number(number) * (unitMs[unit as keyof typeof unitMs] ?? Number.NaN);
  if (ms >= intervalBounds.least && ms <= intervalBounds.most) return ms;
  throw new UsageError(
    `${JSON.stringify(text)} is not a time between two polls. Give one from 30s to 24h, like 5m.`,
  );
}
