import * as z from 'zod';
import { announce } from '../shared/announce/announce.ts';
import type { Announcement } from '../shared/announce/announcement.ts';
import { plainStyle, renderText } from '../shared/announce/text.ts';
import { behaviourChanges } from '../shared/behaviour/behaviour-changes.ts';
import type { ReleaseFacts } from '../shared/packages/facts.ts';
import { type Packages, packagesOf } from '../shared/packages/packages.ts';
import { readRecord } from '../shared/packages/recorded-history/read-record.ts';
import { recordedReleaseSchema } from '../shared/packages/recorded-history/recorded-release.ts';
import { type ReleaseTag, tagDate } from '../shared/parameters/release-tag.ts';
import type { Track } from '../shared/parameters/track.ts';
import { buildReport, type ReportInput } from '../shared/report/build-report.ts';
import type { Report } from '../shared/report/report.ts';

/** Everything that the stages make of a whole history. */
export interface History {
  readonly reports: readonly Report[];
  readonly announcements: readonly Announcement[];
  readonly texts: readonly string[];
}

const layout = { width: 100, style: plainStyle, most: Number.POSITIVE_INFINITY };

/** From the history's JSON text to what a person reads of every release: all that is not waiting for a network. */
export function runPipeline(json: string): History {
  const history = z.array(recordedReleaseSchema).parse(JSON.parse(json));
  const reports = reportsOf(history.map((record) => readRecord(record).facts));
  const announcements = reports.map((report) =>
    announce(report, 'new-release', behaviourChanges, new Date(report.detectedAt)),
  );
  return { reports, announcements, texts: announcements.map((said) => renderText(said, layout)) };
}

/** A report of every release, each track compared with its last good release. */
export function reportsOf(history: readonly ReleaseFacts[]): readonly Report[] {
  const good = new Map<Track, { readonly release: ReleaseTag; readonly packages: Packages }>();
  return history.map((facts) => {
    const { packages, problems } = packagesOf(facts, 'recorded-history');
    const report = buildReport(inputOf(facts, packages, problems, good), behaviourChanges);
    if (facts.withdrawn === undefined)
      for (const { track } of facts.images) good.set(track, { release: facts.release, packages });
    return report;
  });
}

function inputOf(
  { stream, release, withdrawn, images }: ReleaseFacts,
  packages: Packages,
  problems: ReportInput['problems'],
  good: ReportInput['previous'],
): ReportInput {
  const tracks = images.map(({ track }) => track);
  return {
    stream,
    release,
    status: withdrawn === undefined ? 'detailed' : 'withdrawn',
    detectedAt: `${tagDate(release)}T12:00:00Z`,
    tracks,
    packages,
    previous: new Map(tracks.flatMap((track) => pairOf(track, good))),
    rollout: [],
    sources: [],
    problems,
  };
}

function pairOf<K, V>(key: K, map: ReadonlyMap<K, V>): [K, V][] {
  const value = map.get(key);
  return value === undefined ? [] : [[key, value]];
}
