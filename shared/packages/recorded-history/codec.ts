import { imageName } from '../../parameters/image-name.ts';
import { type ReleaseTag, tagDate } from '../../parameters/release-tag.ts';
import { amiTypeOf, amiTypes, minorOf } from '../../parameters/track.ts';
import { type ColumnTrack, formatTrackSet } from '../../parameters/track-set.ts';
import { quoted } from '../../problem.ts';
import type { Cell, NotedImage, Reading, Reference, ReleaseFacts } from '../facts.ts';
import { compareText, documentLimit, nothingRead, tooLarge } from '../reading.ts';
import { readRecord } from './read-record.ts';
import { absent, type RecordedRelease, recordedReleaseSchema, regenerate } from './recorded-release.ts';

/** Reads the JSON text of one recorded release. Never throws; a text that is no such record gives no facts. */
export function readRecordedRelease(text: string, release: ReleaseTag): Reading {
  if (text.length > documentLimit) return nothingRead(release, tooLarge(text, release));
  const refused = (kind: string, message: string) =>
    nothingRead(release, { kind, subject: release, message, remedy: regenerate });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused('recorded-release-not-json', `${quoted(text)} is not JSON.`);
  }
  const { success, data, error } = recordedReleaseSchema.safeParse(value);
  if (!success) {
    const [issue] = error.issues;
    const message = `At ${quoted(issue?.path.join('.') ?? '')}: ${issue?.message ?? 'not a record'}.`;
    return refused('recorded-release-shape', message);
  }
  if (data.release !== release) {
    return refused('recorded-release-mismatch', `The record is of ${data.release}.`);
  }
  return readRecord(data);
}

/** A release's facts as they are recorded; the exact inverse of `readRecord` for facts in order. */
export function recordRelease(facts: ReleaseFacts): RecordedRelease {
  const irregular = facts.images.filter((image) => image.imageName !== imageName(image.track, facts.release));
  return {
    release: facts.release,
    ...(facts.withdrawn === undefined ? {} : { withdrawn: facts.withdrawn }),
    kubernetes: table(
      facts.images,
      (image) => kubeletVersion(image, facts.release),
      typesOf,
      compareVersions,
    ),
    ...(irregular.length === 0
      ? {}
      : { imageNames: table(irregular, (image) => nameTemplate(image, facts.release), tracksOfImages) }),
    packages: table(
      facts.cells,
      (cell) => cell.package,
      (cells) => table(cells, (cell) => cell.version ?? absent, tracksOfCells),
    ),
    ...(facts.sourceImages === undefined
      ? {}
      : { sourceImages: table(facts.sourceImages, (image) => image.imageName, tracksOfImages) }),
    ...recordReferences(facts.references ?? []),
  };
}

function recordReferences(references: readonly Reference[]): Partial<RecordedRelease> {
  const callouts = references.flatMap((reference) => (reference.kind === 'callout' ? reference.callout : []));
  const pullRequests = references.flatMap((reference) =>
    reference.kind === 'pull-request' ? reference.number : [],
  );
  return {
    ...(callouts.length === 0 ? {} : { callouts }),
    ...(pullRequests.length === 0 ? {} : { pullRequests }),
  };
}

/** Groups items by a text; keys in ascending order, so that the same facts print the same bytes. */
function table<T, V>(
  items: readonly T[],
  keyOf: (item: T) => string,
  contentOf: (group: readonly T[]) => V,
  compare: (a: string, b: string) => number = compareText,
): Record<string, V> {
  const groups = [...Map.groupBy(items, keyOf)].sort(([a], [b]) => compare(a, b));
  return Object.fromEntries(groups.map(([key, group]) => [key, contentOf(group)]));
}

function kubeletVersion({ releaseVersion, track }: NotedImage, release: ReleaseTag): string {
  if (releaseVersion === undefined) return minorOf(track);
  const suffix = `-${tagDate(release).replaceAll('-', '')}`;
  return releaseVersion.endsWith(suffix) ? releaseVersion.slice(0, -suffix.length) : releaseVersion;
}

function nameTemplate({ imageName, track }: NotedImage, release: ReleaseTag): string {
  const suffix = `-${minorOf(track)}-${release}`;
  return imageName.endsWith(suffix)
    ? `${imageName.slice(0, -suffix.length)}-{kubernetes}-{release}`
    : imageName;
}

function typesOf(images: readonly NotedImage[]): string {
  const types = new Set(images.map(({ track }) => amiTypeOf(track)));
  return amiTypes.filter((type) => types.has(type)).join();
}

function tracksOfImages(images: readonly Pick<NotedImage, 'track'>[]): string {
  return formatTrackSet(images.map(({ track }) => track));
}

function tracksOfCells(cells: readonly Cell[]): string {
  return formatTrackSet(cells.map(({ amiType, kubernetes }): ColumnTrack => `${amiType}/${kubernetes}`));
}

/** By the numbers: 1.29.10 comes after 1.29.9. */
function compareVersions(a: string, b: string): number {
  const [numbersA, numbersB] = [a.split(/[.-]/).map(Number), b.split(/[.-]/).map(Number)];
  const differs = numbersA.findIndex((number, index) => number !== numbersB[index]);
  return (numbersA[differs] ?? 0) - (numbersB[differs] ?? 0) || a.length - b.length;
}
