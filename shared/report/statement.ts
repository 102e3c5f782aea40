import type { PackageName } from '../packages/canonical.ts';
import type { NotedImage } from '../packages/facts.ts';
import { kubeletVersion, type Packages } from '../packages/packages.ts';
import { type FactSource, sourceNames } from '../packages/source.ts';
import { compareVersions, type Version } from '../packages/version.ts';
import type { ReleaseTag } from '../parameters/release-tag.ts';
import { compareTracks, type Track } from '../parameters/track.ts';
import { type Problem, quoted } from '../problem.ts';
import { describeTracks } from './describe-tracks.ts';

/** One source's word on one package of one track. */
export interface Statement {
  readonly track: Track;
  readonly package: PackageName;
  readonly version: Version;
  readonly source: FactSource;
}

/** Every version that these packages have. */
export function statementsOf(packages: Packages): readonly Statement[] {
  return [...packages].flatMap(([track, known]) =>
    [...known].flatMap(([name, { source, version }]) =>
      version === undefined ? [] : [{ track, package: name, version, source }],
    ),
  );
}

/** What a source says of kubelet by the release versions of its images. */
export function kubeletStatements(
  images: readonly Pick<NotedImage, 'releaseVersion' | 'track'>[],
  source: FactSource,
): readonly Statement[] {
  return images.flatMap(({ releaseVersion, track }) => {
    const version = kubeletVersion(releaseVersion);
    return version === undefined ? [] : [{ track, package: 'kubelet', version, source }];
  });
}

/** What one package of one track is called in a map. */
export function placeOf({ package: name, track }: Pick<Statement, 'package' | 'track'>): string {
  return `${track} ${name}`;
}

/**
 * Where sources contradict each other, a problem for each pair of versions. Of several statements on one package of one
 * track the first is held to be right, and the others are held against it.
 */
export function disagreements(release: ReleaseTag, statements: readonly Statement[]): readonly Problem[] {
  const places = Map.groupBy(statements, placeOf).values();
  const pairs = [...places].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : others
          .filter(({ version }) => compareVersions(first.version, version) !== 0)
          .map((other) => ({ first, other })),
  );
  const alike = Map.groupBy(pairs, ({ first, other }) =>
    JSON.stringify([first.package, first.source, first.version.text, other.source, other.version.text]),
  );
  const all = [...new Set(statements.map(({ track }) => track))];
  return [...alike.values()].flatMap((members) => {
    const [pair] = members;
    if (pair === undefined) return [];
    const { first, other } = pair;
    const tracks = members.map((member) => member.first.track).sort(compareTracks);
    return [
      {
        kind: 'sources-disagree',
        subject: `${release} ${first.package}`,
        place: describeTracks(tracks, all),
        message: `It is ${quoted(first.version.text)} per ${sourceNames[first.source]}, and ${quoted(other.version.text)} per ${sourceNames[other.source]}.`,
        remedy: `The first is taken; look at a node, or at the image, before you rely on either.`,
      },
    ];
  });
}
