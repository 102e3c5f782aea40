import { recordedReleases } from '../../shared/history/recorded-releases.ts';
import type { Withdrawal } from '../../shared/packages/facts.ts';
import { type Packages, packagesOf, packagesOfTrack, type Reported } from '../../shared/packages/packages.ts';
import { readRecord } from '../../shared/packages/recorded-history/read-record.ts';
import { type ReleaseTag, tagDate } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';
import type { ReportInput } from '../../shared/report/build-report.ts';

/** What the report of a recorded release is made from. */
export interface RecordedInput {
  readonly input: ReportInput;
  readonly withdrawn: Withdrawal | undefined;
}

/** A package whose row was missing is looked for in the two good releases before the last one, as the poll does. */
const goodReleases = 3;

interface Past {
  readonly release: ReleaseTag;
  readonly packages: Packages;
}

/** Every recorded release, oldest first, each track compared with its last good one. */
export function recordedInputs(): readonly RecordedInput[] {
  const good = new Map<Track, readonly Past[]>();
  const takenBack = new Map<Track, readonly ReleaseTag[]>();
  return recordedReleases.map((record) => {
    const { facts } = readRecord(record);
    const { release, withdrawn } = record;
    const { packages } = packagesOf(facts, 'recorded-history');
    const tracks = [...packages.keys()];
    const input: ReportInput = {
      stream: 'eks-amazon-linux',
      release,
      status: withdrawn === undefined ? 'detailed' : 'withdrawn',
      detectedAt: `${tagDate(release)}T12:00:00.000Z`,
      tracks,
      packages,
      previous: new Map(
        tracks.flatMap((track) => {
          const previous = lastGood(good.get(track) ?? [], track);
          return previous === undefined ? [] : [[track, previous]];
        }),
      ),
      withdrawnBetween: new Map(tracks.map((track) => [track, takenBack.get(track) ?? []])),
      ...(facts.references === undefined ? {} : { references: facts.references }),
      rollout: [],
      sources: [],
      problems: [],
    };
    for (const track of tracks) {
      if (withdrawn !== undefined) {
        takenBack.set(track, [...(takenBack.get(track) ?? []), release]);
      } else if (packagesOfTrack(packages, track).size > 0) {
        good.set(track, [{ release, packages }, ...(good.get(track) ?? [])].slice(0, goodReleases));
        takenBack.delete(track);
      }
    }
    return { input, withdrawn };
  });
}

/** The last good release, with what the ones before it say of packages of which it says nothing. */
function lastGood(past: readonly Past[], track: Track): Past | undefined {
  const [newest] = past;
  if (newest === undefined) return undefined;
  const packages = new Map<string, Reported>();
  for (const earlier of past) {
    for (const [name, reported] of packagesOfTrack(earlier.packages, track)) {
      if (!packages.has(name)) packages.set(name, reported);
    }
  }
  return { release: newest.release, packages: new Map([[track, packages]]) };
}
