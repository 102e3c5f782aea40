import type { RegionImages, ReleaseRecord } from '../../../shared/aws/records.ts';
import type { ReleaseFacts } from '../../../shared/packages/facts.ts';
import type { Packages } from '../../../shared/packages/packages.ts';
import type { Track } from '../../../shared/parameters/track.ts';
import type { ReportInput } from '../../../shared/report/build-report.ts';
import type { Deprecation } from '../../../shared/report/report.ts';
import { kubeletStatements, statementsOf } from '../../../shared/report/statement.ts';

interface Told {
  readonly facts: ReleaseFacts;
  readonly packages: Packages;
}

/** What every source says of a release, the one that is compared first, then parameters, then descriptions. */
export function testimonyOf(
  { descriptions: looked, details }: ReleaseRecord,
  regions: readonly RegionImages[],
  noted: Told | undefined,
  described: Told | undefined,
): Pick<ReportInput, 'deprecations' | 'references' | 'statements'> {
  const seen = regions.flatMap(({ images }) => Object.values(images));
  const inParameters = new Map(seen.map((image) => [image.track, image]));
  const deprecations = deprecationsOf(described?.facts, looked?.lookedAt ?? {});
  return {
    statements: [
      ...(noted === undefined || details === undefined
        ? []
        : [...statementsOf(noted.packages), ...kubeletStatements(noted.facts.images, details.source)]),
      ...kubeletStatements([...inParameters.values()], 'parameters'),
      ...(described === undefined
        ? []
        : [
            ...statementsOf(described.packages),
            ...kubeletStatements(described.facts.images, 'image-description'),
          ]),
    ],
    ...(noted === undefined ? {} : { references: noted.facts.references ?? [] }),
    ...(deprecations.length === 0 ? {} : { deprecations }),
  };
}

function deprecationsOf(
  facts: ReleaseFacts | undefined,
  lookedAt: Readonly<Record<Track, { readonly region: string }>>,
): readonly Deprecation[] {
  const dated = (facts?.images ?? []).flatMap(({ deprecatedAt, track }) => {
    const region = lookedAt[track]?.region;
    return deprecatedAt === undefined || region === undefined
      ? []
      : [{ on: deprecatedAt.slice(0, 10), region, track }];
  });
  return [...Map.groupBy(dated, ({ on, region }) => `${on} ${region}`).values()].flatMap((members) => {
    const [first] = members;
    if (first === undefined) return [];
    return [{ on: first.on, region: first.region, tracks: members.map(({ track }) => track) }];
  });
}
