import type { Series } from '../../../shared/feed/series.ts';
import { compareVersions, parseVersion } from '../../../shared/packages/version.ts';
import {
  amiTypeOf,
  compareMinors,
  type Minor,
  minorOf,
  operatingSystemOf,
  type Track,
} from '../../../shared/parameters/track.ts';

type Step = Series['series'][number]['steps'][number];

/** The way of some tracks through the versions. Pieces end where the image lacks the package. */
export interface Strand {
  readonly tracks: readonly Track[];
  readonly pieces: readonly (readonly Place[])[];
}

/** A version at a release. */
export interface Place {
  readonly release: string;
  readonly date: string;
  readonly upstream: string;
}

/** What a reader can point at: a release that brought, or ended with, a version; on all the tracks where it did. */
export interface PlotPoint extends Place {
  readonly change: Step['change'];
  readonly withdrawn: boolean;
  readonly tracks: readonly Track[];
  /** Numbers of the strands that go through it. */
  readonly strands: readonly number[];
}

export interface PlotData {
  /** Upstream versions, the lowest first: the rows of the plot. */
  readonly versions: readonly string[];
  readonly strands: readonly Strand[];
  /** In the order of their dates. */
  readonly points: readonly PlotPoint[];
}

/** A package's timeline as lines and points. What has a version of no known order cannot be drawn. */
export function plotDataOf({ series }: Series): PlotData {
  const drawn = series
    .map(({ steps, tracks }) => ({ tracks, steps: steps.filter(isOrdered) }))
    .filter(({ steps }) => steps.length > 0)
    .sort(byPlace);
  const met = drawn.flatMap(({ steps, tracks }, strand) =>
    steps.flatMap((step) =>
      step.upstream === null ? [] : [{ ...step, upstream: step.upstream, tracks, strand }],
    ),
  );
  const alike = Map.groupBy(met, ({ release, upstream, change }) => `${release} ${upstream} ${change}`);
  return {
    versions: versionsOf(met.map(({ upstream }) => upstream)),
    strands: drawn.map(({ steps, tracks }) => ({ tracks, pieces: piecesOf(steps) })),
    points: [...alike.values()]
      .flatMap((group) => {
        const [first] = group;
        if (first === undefined) return [];
        const { change, date, release, upstream, withdrawn } = first;
        return [
          {
            release,
            date,
            upstream,
            change,
            withdrawn: withdrawn !== undefined,
            tracks: group.flatMap(({ tracks }) => tracks),
            strands: group.map(({ strand }) => strand),
          },
        ];
      })
      .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)),
  };
}

function isOrdered({ upstream }: Step): boolean {
  return upstream === null || parseVersion(upstream) !== undefined;
}

function versionsOf(upstream: readonly string[]): readonly string[] {
  return [...new Set(upstream)]
    .flatMap((text) => parseVersion(text) ?? [])
    .sort(compareVersions)
    .map(({ text }) => text);
}

/** Lines follow the releases that stand: nodes were moved away from the others. */
function piecesOf(steps: readonly Step[]): Strand['pieces'] {
  const pieces: Place[][] = [[]];
  for (const { date, release, upstream, withdrawn } of steps) {
    if (withdrawn !== undefined) continue;
    if (upstream === null) pieces.push([]);
    else pieces.at(-1)?.push({ date, release, upstream });
  }
  return pieces.filter(({ length }) => length > 0);
}

/** Strands of one operating system lie beside each other, and in it the minors in their order. */
function byPlace(a: Pick<Strand, 'tracks'>, b: Pick<Strand, 'tracks'>): number {
  const [first, second] = [systemOf(a.tracks), systemOf(b.tracks)];
  if (first !== second) return first < second ? -1 : 1;
  return compareMinors(firstMinor(a.tracks), firstMinor(b.tracks));
}

function systemOf([first]: readonly Track[]): string {
  return first === undefined ? '' : operatingSystemOf(amiTypeOf(first));
}

function firstMinor(tracks: readonly Track[]): Minor {
  const [first] = tracks.map(minorOf).sort(compareMinors);
  return first ?? '0.0';
}
