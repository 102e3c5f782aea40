import { amiTypeOf, minorOf } from '../../parameters/track.ts';
import { quoted } from '../../problem.ts';
import type { Cell, NotedImage, ReleaseFacts } from '../facts.ts';
import type { Report } from './problems.ts';

/** Drops what the notes say twice, and what they say twice differently: then neither can be trusted. */
export function withoutContradictions(facts: ReleaseFacts, report: Report): ReleaseFacts {
  const images = single(
    facts.images,
    (image) => image.track,
    (image) => `${image.imageName} ${image.releaseVersion ?? ''}`.trimEnd(),
    (track, said) => report('duplicate-image', track, `The notes list two different images: ${said}.`),
  );
  const cells = single(
    facts.cells,
    (cell) => `${cell.package} on ${cell.amiType}/${cell.kubernetes}`,
    (cell) => cell.version ?? '—',
    (cell, said) => report('duplicate-cell', cell, `The notes give two different versions: ${said}.`),
  );
  if (facts.sourceImages === undefined) return { ...facts, images, cells };
  const sourceImages = single(
    facts.sourceImages,
    (image) => image.track,
    (image) => image.imageName,
    (track, said) => report('duplicate-source-image', track, `The notes give two base images: ${said}.`),
  );
  return { ...facts, images, cells, sourceImages };
}

function single<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  saidBy: (item: T) => string,
  contradicted: (key: string, said: string) => void,
): T[] {
  return [...Map.groupBy(items, keyOf)].flatMap(([key, [first, ...others]]) => {
    if (first === undefined) return [];
    const other = others.find((item) => saidBy(item) !== saidBy(first));
    if (other === undefined) return [first];
    contradicted(key, `${quoted(saidBy(first))} and ${quoted(saidBy(other))}`);
    return [];
  });
}

/** Packages of no image, and images of no packages: each means that a table is gone or has changed. */
export function reportGaps({ images, cells }: ReleaseFacts, report: Report): void {
  // Notes without any package are one problem, and not one for each image.
  if (cells.length === 0) return;
  const cellTracks = new Set(cells.map(columnOf));
  for (const track of new Set(images.map((image) => image.track))) {
    if (cellTracks.has(track) || cellTracks.has(`*/${minorOf(track)}`)) continue;
    report('image-without-packages', track, 'The notes name this image and give none of its packages.');
  }
  const imageTracks = new Set(images.flatMap(imageColumns));
  for (const column of cellTracks) {
    if (imageTracks.has(column)) continue;
    report('packages-without-image', column, 'The notes give packages and name no image that has them.');
  }
}

function columnOf({ amiType, kubernetes }: Cell): string {
  return `${amiType}/${kubernetes}`;
}

function imageColumns({ track }: NotedImage): string[] {
  return [`${amiTypeOf(track)}/${minorOf(track)}`, `*/${minorOf(track)}`];
}
