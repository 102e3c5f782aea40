import type { Announcement } from '../../shared/announce/announcement.ts';
import { amiTypes, type Track, trackOf } from '../../shared/parameters/track.ts';

/** As large as it can get: every minor to come, every AMI type, every entry, each package on tracks of its own. */
export function enormous(recorded: readonly Announcement[]): Announcement {
  const [base] = recorded.filter(({ findings }) => findings.length > 0);
  const [finding] = base?.findings ?? [];
  const [change] = base?.changes ?? [];
  if (base === undefined || finding === undefined || change === undefined)
    throw new Error('No finding at all.');
  const minors = Array.from({ length: 40 }, (_, index) => `1.${index + 20}` as const);
  const tracks = minors.flatMap((minor) => amiTypes.map((amiType): Track => trackOf(amiType, minor)));
  const some = (index: number) => tracks.filter((_, place) => place % 7 === index % 7);
  const long = 'a very long sentence of words '.repeat(20).trim();
  return {
    ...base,
    headline: long.slice(0, 400),
    tracks,
    changes: Array.from({ length: 300 }, (_, index) => ({
      ...change,
      package: `package-${index}`,
      tracks: some(index),
    })),
    findings: Array.from({ length: 100 }, (_, index) => ({
      ...finding,
      behaviourChange: `change-${index}`,
      title: `${long.slice(0, 110)} ${index}`,
      summary: long.slice(0, 400),
      howToCheck: Array.from({ length: 12 }, () => long),
      remediation: Array.from({ length: 12 }, () => long),
      tracks: some(index),
    })),
    problems: Array.from({ length: 11 }, () => long),
    rollout: Array.from({ length: 34 }, (_, index) => ({
      region: `xx-region-${index}`,
      since: base.detectedAt,
      tracks: 1,
      of: 2,
    })),
  };
}
