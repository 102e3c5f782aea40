import type { CalloutKind } from '../packages/facts.ts';
import { type FactSource, sourceNames } from '../packages/source.ts';
import type { Track } from '../parameters/track.ts';
import { describeTracks } from '../report/describe-tracks.ts';
import type { AnnouncedChange, AnnouncedUnknown, Announcement } from './announcement.ts';

/** The kinds of callout that tell a reader to look before rolling nodes; notes and tips do not. */
const warnings: readonly CalloutKind[] = ['warning', 'caution', 'important'];

interface Callout {
  readonly callout: CalloutKind;
  readonly link: string;
}

/** Whether a callout tells a reader to look before rolling nodes. */
export function warns({ callout }: Pick<Callout, 'callout'>): boolean {
  return warnings.includes(callout);
}

/** That AWS warns of something, and where: the words are upstream's own, and stay there. */
export function describeWarnings(callouts: readonly Callout[], release: string): readonly string[] {
  const links = callouts.filter(warns).map(({ link }) => link);
  return [...new Set(links)].map((link) => `AWS left a warning on ${release}: ${link}`);
}

/** What is known of a release whose packages are not, a package a line: `containerd 2.2.5-1.amzn2023.0.4 per …`. */
export function describeKnown(known: Announcement['known']): readonly string[] {
  const alike = Map.groupBy(known, ({ package: name, source }) => `${name} ${source}`);
  return [...alike.values()].flatMap((members) => {
    const [first] = members;
    if (first === undefined) return [];
    const versions = [...new Set(members.map(({ version }) => version))].join(', ');
    return [`known: ${first.package} ${versions} per ${sourceNames[first.source]}`];
  });
}

/** `unknown: kernel on AL2023, Kubernetes 1.36`; nothing known of a track is `unknown: every package on …`. */
export function describeUnknown(
  unknown: readonly AnnouncedUnknown[],
  all: readonly Track[],
): readonly string[] {
  return unknown.map(
    ({ package: name, tracks }) => `unknown: ${name ?? 'every package'} on ${describeTracks(tracks, all)}`,
  );
}

/** Who says the versions of the changes, where anybody does: `versions per release notes, those before per …`. */
export function describeSources(changes: readonly AnnouncedChange[]): string | undefined {
  const builds = changes.flatMap((change) => change.builds);
  const after = named(builds.map(({ toSource }) => toSource));
  const before = named(builds.map(({ fromSource }) => fromSource));
  if (after === '') return before === '' ? undefined : `versions per ${before}`;
  return before === '' || before === after
    ? `versions per ${after}`
    : `versions per ${after}, those before per ${before}`;
}

function named(sources: readonly (FactSource | null)[]): string {
  return [...new Set(sources)]
    .flatMap((source) => (source === null ? [] : sourceNames[source]))
    .join(' and ');
}
