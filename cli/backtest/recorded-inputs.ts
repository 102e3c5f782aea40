import type { ReleasePackages } from '../../shared/feed/occurrences.ts';
import { beforeOf } from '../../shared/feed/previous.ts';
import { recordedReleases } from '../../shared/history/recorded-releases.ts';
import type { Withdrawal } from '../../shared/packages/facts.ts';
import { packagesOf } from '../../shared/packages/packages.ts';
import { readRecord } from '../../shared/packages/recorded-history/read-record.ts';
import { tagDate } from '../../shared/parameters/release-tag.ts';
import type { ReportInput } from '../../shared/report/build-report.ts';

/** What the report of a recorded release is made from. */
export interface RecordedInput {
  readonly input: ReportInput;
  readonly withdrawn: Withdrawal | undefined;
}

/** Every recorded release, oldest first, each track compared with its last good one. */
export function recordedInputs(): readonly RecordedInput[] {
  /** Newest first. */
  const earlier: ReleasePackages[] = [];
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
      ...beforeOf(tracks, packages, earlier),
      ...(facts.references === undefined ? {} : { references: facts.references }),
      rollout: [],
      sources: [],
      problems: [],
    };
    earlier.unshift({ release, packages: () => packages, withdrawn: () => withdrawn });
    return { input, withdrawn };
  });
}
