import type { BehaviourChange } from '../../shared/behaviour/behaviour-change.ts';
import { otherAmiTypes } from '../../shared/behaviour/other-systems.ts';
import { amiTypes, architectureOf, operatingSystemOf } from '../../shared/parameters/track.ts';
import { nearest, type Problem, quoted } from '../../shared/problem.ts';
import { recordedPackages } from '../recorded-packages.ts';

type Place = BehaviourChange['affected'][number];

/** What is wrong with entries that are right on their own: names that nothing has, and filters that leave nothing over. */
export function checkEntries(
  entries: readonly BehaviourChange[],
  ids: ReadonlySet<string>,
): readonly Problem[] {
  const known = [
    ...new Set(
      recordedPackages().flatMap(({ packages }) =>
        [...packages().values()].flatMap((own) => [...own.keys()]),
      ),
    ),
  ];
  return entries.flatMap((entry) => [
    ...entry.affected.flatMap((place, index) => [
      ...unknownPackage(entry, place, index, known),
      ...emptyFilters(entry, place, index),
    ]),
    ...danglingRelations(entry, ids),
  ]);
}

function unknownPackage(
  { id }: BehaviourChange,
  place: Place,
  index: number,
  known: readonly string[],
): readonly Problem[] {
  if (!('package' in place) || known.includes(place.package)) return [];
  return [
    {
      kind: 'entry-invalid',
      subject: `${id}.yaml`,
      place: `affected[${index}].package`,
      message: `${quoted(place.package)} is in no recorded release, so that this place never matches.`,
      remedy: `Write one of those that are; the nearest is ${nearest(place.package, known, 1).join()}.`,
    },
  ];
}

const streams = [
  ...amiTypes.map((amiType) => ({
    amiType,
    stream: 'eks-amazon-linux',
    operatingSystem: operatingSystemOf(amiType),
    architecture: architectureOf(amiType),
  })),
  ...otherAmiTypes.map((amiType) => ({
    amiType,
    stream: amiType.startsWith('WINDOWS') ? 'windows' : 'bottlerocket',
    operatingSystem: amiType.startsWith('WINDOWS') ? 'Windows' : 'Bottlerocket',
    architecture: amiType.includes('ARM_64') ? 'arm64' : 'x86_64',
  })),
];

function emptyFilters({ id }: BehaviourChange, place: Place, index: number): readonly Problem[] {
  const left = streams.filter(
    ({ amiType, architecture, operatingSystem, stream }) =>
      allows(place.amiTypes, amiType) &&
      allows(place.architectures, architecture) &&
      allows(place.operatingSystems, operatingSystem) &&
      (!('releases' in place) || place.releases === stream),
  );
  if (left.length > 0) return [];
  return [
    {
      kind: 'entry-invalid',
      subject: `${id}.yaml`,
      place: `affected[${index}]`,
      message: 'No AMI type passes all of its filters, so that this place never matches.',
      remedy: 'Make amiTypes, operatingSystems, architectures and releases agree, or leave some of them out.',
    },
  ];
}

function allows(wanted: readonly string[] | undefined, value: string): boolean {
  return wanted?.includes(value) ?? true;
}

/** An entry that cannot be read still counts as there: its own problem is enough to mend. */
function danglingRelations(
  { id, related = [] }: BehaviourChange,
  ids: ReadonlySet<string>,
): readonly Problem[] {
  return related
    .filter((other) => other === id || !ids.has(other))
    .map((other) => ({
      kind: 'entry-invalid',
      subject: `${id}.yaml`,
      place: 'related',
      message: `\`related\` names ${quoted(other)}, which is not another entry.`,
      remedy: 'Correct the id, or take it out.',
    }));
}
