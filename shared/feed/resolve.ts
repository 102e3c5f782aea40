import { severities } from '../behaviour/behaviour-change.ts';
import { type Affected, affects, matchTrack, type TrackState } from '../behaviour/match.ts';
import { packagesOfTrack } from '../packages/packages.ts';
import type { ReleaseTag } from '../parameters/release-tag.ts';
import type { Track } from '../parameters/track.ts';
import type { Report } from '../report/report.ts';
import type { Catalogue, CatalogueRelease } from './catalogue.ts';
import { whereaboutsOf } from './rollout.ts';

/** What a pin has to be. */
export interface PinWish {
  readonly track: Track;
  readonly region: string | undefined;
  /** Severities and ids of behaviour changes. */
  readonly avoid: readonly string[];
  readonly soakDays: number;
  /** The release that nodes run now: what it has already is not new. */
  readonly from: CatalogueRelease | undefined;
}

/** Why a release was passed over. */
export interface Reason {
  readonly kind:
    | 'withdrawn'
    | 'details-unknown'
    | 'not-in-region'
    | 'went-back'
    | 'too-young'
    | 'behaviour-change'
    | 'unreviewed';
  readonly message: string;
  readonly behaviourChange?: string;
}

export interface Resolution {
  /** The newest release that is all that was wished for. */
  readonly chosen: CatalogueRelease | undefined;
  /** The newer ones, newest first. */
  readonly passedOver: readonly { readonly release: ReleaseTag; readonly reasons: readonly Reason[] }[];
}

const msOfDay = 86_400_000;

/** Looks for the newest release of a track that is good, in the Region, old enough and free of what is to be avoided. */
export function resolvePin(catalogue: Catalogue, wish: PinWish): Resolution {
  const passedOver: { release: ReleaseTag; reasons: readonly Reason[] }[] = [];
  for (const release of catalogue.releases) {
    if (!isOnTrack(release, wish.track)) continue;
    const reasons = reasonsAgainst(catalogue, release, wish);
    if (reasons.length === 0) return { chosen: release, passedOver };
    passedOver.push({ release: release.release, reasons });
  }
  return { chosen: undefined, passedOver };
}

/** Whether a release has a track, by its facts or by an image that was seen. */
export function isOnTrack(release: CatalogueRelease, track: Track): boolean {
  return release.packages().has(track) || release.report().tracks.includes(track);
}

function reasonsAgainst(catalogue: Catalogue, release: CatalogueRelease, wish: PinWish): readonly Reason[] {
  const how = release.withdrawn();
  const reasons: Reason[] = [];
  if (how !== undefined) reasons.push({ kind: 'withdrawn', message: 'AWS took it back.' });
  if (packagesOfTrack(release.packages(), wish.track).size === 0)
    reasons.push({ kind: 'details-unknown', message: 'Its packages are not known on this track.' });
  reasons.push(...elsewhere(release.report(), wish));
  const days = (Date.parse(catalogue.asOf) - Date.parse(release.publishedAt())) / msOfDay;
  if (days < wish.soakDays)
    reasons.push({
      kind: 'too-young',
      message: `It is ${Math.max(0, Math.floor(days))} days old, and ${wish.soakDays} are asked for.`,
    });
  return [...reasons, ...unwanted(catalogue, release, wish), ...unreviewed(release, wish)];
}

/**
 * Why it is not where it is wanted. Without a Region the pin is for any of them: it has to be in one, and must have gone back in
 * none. A track of which no Region says anything is not watched, and nothing is known against it.
 */
function elsewhere(report: Report, { region, track }: PinWish): readonly Reason[] {
  const { has, lacks, wentBack } = whereaboutsOf(report, track, region);
  if (wentBack.length > 0)
    return [
      { kind: 'went-back', message: `This track went back to an older image in ${wentBack.join(', ')}.` },
    ];
  if (has.length > 0 || (region === undefined && lacks.length === 0)) return [];
  return [{ kind: 'not-in-region', message: `It was not seen in ${region ?? 'any Region'} on this track.` }];
}

/** What hangs on a package of which nothing is known here can be there, and is not taken for absent. */
const verbs: Readonly<Record<Affected, string | undefined>> = {
  yes: 'It has',
  unknown: 'Nothing says that it does not have',
  no: undefined,
};

/**
 * An id is avoided wherever the release has that behaviour, or can have it. A severity is avoided where such a change comes in: from the release
 * that nodes run, or from the one before when that is not given, since what every later release carries could never be avoided.
 */
function unwanted(
  { entries }: Catalogue,
  release: CatalogueRelease,
  { avoid, from, track }: PinWish,
): readonly Reason[] {
  const after = stateOf(release, track);
  const grave = new Set(severities.filter((severity) => avoid.includes(severity)));
  const before = from === undefined ? undefined : stateOf(from, track);
  const arrived =
    before === undefined
      ? release.report().findings.filter(({ tracks }) => tracks.includes(track))
      : matchTrack(entries, before, after);
  const coming = new Set(
    arrived.filter(({ direction }) => direction === 'introduced').map((finding) => finding.behaviourChange),
  );
  return entries.flatMap((entry): Reason[] => {
    const here = avoid.includes(entry.id) ? affects(entry, after) : 'no';
    const comes = grave.has(entry.severity) && coming.has(entry.id);
    const words = comes ? 'It brings' : verbs[here];
    if (words === undefined) return [];
    const message = `${words} a ${entry.severity} change: ${entry.title}.`;
    return [{ kind: 'behaviour-change', message, behaviourChange: entry.id }];
  });
}

/** What general rules raise of the release itself, whatever nodes run now. */
function unreviewed(release: CatalogueRelease, { avoid, track }: PinWish): readonly Reason[] {
  if (!avoid.includes('unreviewed')) return [];
  return release
    .report()
    .risks.filter(({ severity, tracks }) => severity === 'unreviewed' && tracks.includes(track))
    .map(({ reason }) => ({ kind: 'unreviewed', message: `Nobody has reviewed ${reason}.` }));
}

function stateOf(release: CatalogueRelease, track: Track): TrackState {
  return { track, release: release.release, packages: packagesOfTrack(release.packages(), track) };
}
