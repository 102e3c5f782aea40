import type { BehaviourChange } from '../../shared/behaviour/behaviour-change.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { type Affected, affects } from '../../shared/behaviour/match.ts';
import { type Hardware, hardwareOf } from '../../shared/exposure/hardware.ts';
import { canBeOn } from '../../shared/exposure/on-track.ts';
import { systemOf } from '../../shared/exposure/system.ts';
import { recordedReleases } from '../../shared/history/recorded-releases.ts';
import { type Packages, packagesOf, packagesOfTrack } from '../../shared/packages/packages.ts';
import { readRecord } from '../../shared/packages/recorded-history/read-record.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import {
  type AmiType,
  amiTypeOf,
  isAmiType,
  type Minor,
  minorOf,
  operatingSystemOf,
  type Track,
} from '../../shared/parameters/track.ts';
import { describeTracks } from '../../shared/report/describe-tracks.ts';
import type { Setup } from '../../shared/setups/setup.ts';
import { UsageError } from '../usage-error.ts';

/** What is asked: a release, or the move from another one to it, on some tracks. */
export interface Asked {
  readonly to: ReleaseTag;
  readonly from?: ReleaseTag | undefined;
  readonly amiType?: AmiType | undefined;
  readonly kubernetes?: Minor | undefined;
}

/** A behaviour change that a setup may meet in the release: tracks that have it, and those of which that is not known. */
export interface Concern {
  readonly entry: BehaviourChange;
  readonly tracks: readonly Track[];
  readonly unknown: readonly Track[];
}

/** What there is to ask of a setup, or why nothing is. */
export type Concerns =
  | { readonly is: 'asked'; readonly tracks: readonly Track[]; readonly concerns: readonly Concern[] }
  /** The question is not about such nodes. */
  | { readonly is: 'left-out'; readonly why: string }
  /** It is, and the release has no image for them. */
  | { readonly is: 'no-image'; readonly why: string };

/** What a release does, by setup. */
export interface Target {
  readonly to: ReleaseTag;
  readonly withdrawn: string | undefined;
  readonly tracks: readonly Track[];
  /** The setup as it is asked about: with the AMI type and the minor of the question. */
  readonly asAsked: (setup: Setup) => Setup;
  readonly concernsOf: (setup: Setup) => Concerns;
}

interface Release {
  readonly release: ReleaseTag;
  readonly packages: Packages;
}

/** Looks a release up in the recorded history; entries are matched once for each kind of node that setups speak of. */
export function targetOf({ amiType, from, kubernetes, to }: Asked): Target {
  const after = recorded(to);
  const before = from === undefined ? undefined : recorded(from);
  const known = new Map<string, Concerns>();
  const wanted = [...after.packages.keys()].filter(
    (track) =>
      (amiType === undefined || amiTypeOf(track) === amiType) &&
      (kubernetes === undefined || minorOf(track) === kubernetes),
  );
  const asAsked = (setup: Setup): Setup => ({
    ...setup,
    ...(amiType && { amiType, operatingSystem: operatingSystemOf(amiType) }),
    ...(kubernetes && { kubernetes }),
  });
  const concernsOf = (setup: Setup): Concerns => {
    const hardware = hardwareOf(setup);
    const key = [systemOf(setup), setup.amiType, setup.kubernetes, ...Object.values(hardware)].join(' ');
    const found = known.get(key) ?? makeConcerns(setup, hardware);
    known.set(key, found);
    return found;
  };
  const makeConcerns = (setup: Setup, hardware: Hardware): Concerns => {
    const elsewhere = leftOut(setup, { amiType, to });
    if (elsewhere !== undefined) return { is: 'left-out', why: elsewhere };
    const asked = asAsked(setup);
    const tracks = wanted.filter((track) => canBeOn(track, asked, hardware));
    if (tracks.length > 0) return { is: 'asked', ...concernsOn(tracks, after, before) };
    const kind = setup.amiType !== undefined && isAmiType(setup.amiType) ? setup.amiType : systemOf(asked);
    const minor = asked.kubernetes === undefined ? '' : ` for Kubernetes ${asked.kubernetes}`;
    return { is: 'no-image', why: `${to} has no ${kind === undefined ? '' : `${kind} `}image${minor}.` };
  };
  if (wanted.length === 0) {
    const tracks = [...after.packages.keys()];
    throw new UsageError(`${to} has no image of that kind. It has ${describeTracks(tracks, tracks)}.`);
  }
  const { withdrawn } = recordOf(to);
  return { to, withdrawn, tracks: wanted, asAsked, concernsOf };
}

function leftOut(setup: Setup, { amiType, to }: Pick<Asked, 'amiType' | 'to'>): string | undefined {
  const system = systemOf(setup);
  if (system !== undefined && system !== 'AL2' && system !== 'AL2023')
    return `These nodes run ${system}, and ${to} is a release of Amazon Linux.`;
  if (amiType === undefined) return undefined;
  const said = setup.amiType ?? setup.operatingSystem;
  const other =
    (setup.amiType !== undefined && isAmiType(setup.amiType) && setup.amiType !== amiType) ||
    (setup.operatingSystem !== undefined && setup.operatingSystem !== operatingSystemOf(amiType));
  return other ? `It says ${said}, and the question is about ${amiType}.` : undefined;
}

/** Moving, only what comes in counts: on tracks that both releases have, or on all where they share none. */
function concernsOn(
  tracks: readonly Track[],
  after: Release,
  before: Release | undefined,
): { readonly tracks: readonly Track[]; readonly concerns: readonly Concern[] } {
  const shared = tracks.filter((track) => before?.packages.has(track));
  const compared = shared.length > 0 ? shared : tracks;
  const concerns = behaviourChanges.flatMap((entry): Concern[] => {
    const byAnswer = Map.groupBy(compared, (track): Affected => {
      const is = affectedIn(entry, track, after);
      if (is === 'no' || before === undefined || shared.length === 0) return is;
      const was = affectedIn(entry, track, before);
      if (was === 'yes') return 'no';
      return was === 'unknown' ? 'unknown' : is;
    });
    const [yes = [], unknown = []] = [byAnswer.get('yes'), byAnswer.get('unknown')];
    return yes.length + unknown.length === 0 ? [] : [{ entry, tracks: yes, unknown }];
  });
  return { tracks: compared, concerns };
}

function affectedIn(entry: BehaviourChange, track: Track, { packages, release }: Release): Affected {
  return affects(entry, { track, release, packages: packagesOfTrack(packages, track) });
}

function recorded(tag: ReleaseTag): Release {
  const { facts } = readRecord(recordOf(tag));
  return { release: tag, packages: packagesOf(facts, 'recorded-history').packages };
}

function recordOf(tag: ReleaseTag) {
  const found = recordedReleases.find(({ release }) => release === tag);
  if (found === undefined) throw new RangeError(`Release ${tag} is not in the recorded history.`);
  return found;
}
