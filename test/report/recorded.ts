import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { recordOf } from '../../shared/history/record-of.ts';
import { recordedReleases } from '../../shared/history/recorded-releases.ts';
import { type Packages, packagesOf } from '../../shared/packages/packages.ts';
import { readRecord } from '../../shared/packages/recorded-history/read-record.ts';
import { type ReleaseTag, tagDate } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';
import { formatTrackSet } from '../../shared/parameters/track-set.ts';
import { buildReport, type ReportInput } from '../../shared/report/build-report.ts';
import type { Report } from '../../shared/report/report.ts';

type Previous = Map<Track, { readonly release: ReleaseTag; readonly packages: Packages }>;

export function recordedPackages(release: ReleaseTag): Packages {
  const record = recordOf(release);
  if (record === undefined) throw new RangeError(`${release} is not in the recorded history.`);
  return packagesOf(readRecord(record).facts, 'recorded-history').packages;
}

/** What a report of a recorded release is made from, compared with an earlier one where that has the track. */
export function inputOf(release: ReleaseTag, before?: ReleaseTag): ReportInput {
  const previous: Previous = new Map();
  if (before !== undefined) {
    const packages = recordedPackages(before);
    for (const track of packages.keys()) previous.set(track, { release: before, packages });
  }
  return inputAfter(release, previous);
}

export function reportOf(release: ReleaseTag, before?: ReleaseTag): Report {
  return buildReport(inputOf(release, before), behaviourChanges);
}

/** The report of every recorded release, each track compared with the last good release that had it. */
export function recordedReports(): readonly Report[] {
  const previous: Previous = new Map();
  return recordedReleases.map(({ release, withdrawn }) => {
    const input = inputAfter(release, previous);
    const report = buildReport(input, behaviourChanges);
    const { packages = new Map() } = input;
    if (withdrawn === undefined) for (const track of input.tracks) previous.set(track, { release, packages });
    return withdrawn === undefined ? report : { ...report, status: 'withdrawn' };
  });
}

function inputAfter(release: ReleaseTag, previous: Previous): ReportInput {
  const packages = recordedPackages(release);
  const tracks = [...packages.keys()];
  const detectedAt = `${tagDate(release)}T12:00:00.000Z`;
  return {
    stream: 'eks-amazon-linux',
    release,
    status: 'detailed',
    detectedAt,
    tracks,
    packages,
    previous: new Map(previous),
    rollout: [{ region: 'us-east-1', since: detectedAt, tracks: formatTrackSet(tracks), missing: '' }],
    sources: [{ source: 'recorded-history', url: `https://example.com/${release}` }],
    problems: [],
  };
}
