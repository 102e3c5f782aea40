import type { BehaviourChange } from '../behaviour/behaviour-change.ts';
import type { ReleaseFacts } from '../packages/facts.ts';
import { type Packages, packagesOf } from '../packages/packages.ts';
import { compareText } from '../packages/reading.ts';
import { readRecord } from '../packages/recorded-history/read-record.ts';
import type { RecordedRelease } from '../packages/recorded-history/recorded-release.ts';
import type { SourceId } from '../packages/source.ts';
import { type ReleaseTag, releaseNotesUrl, tagDate } from '../parameters/release-tag.ts';
import { compareMinors, compareTracks, type Minor, minorOf, type Track } from '../parameters/track.ts';
import { buildReport } from '../report/build-report.ts';
import type { ReleaseStatus, Report } from '../report/report.ts';
import type { ReleasePackages } from './occurrences.ts';
import { beforeOf } from './previous.ts';

/** Facts with their source. */
export interface Details {
  readonly facts: ReleaseFacts;
  readonly source: SourceId;
}

/** A release as the table has it. */
export interface StoredRelease {
  readonly release: ReleaseTag;
  readonly report: () => Report;
  /** The facts that the report was made from, and who says them; `undefined` while no source has them. */
  readonly details: () => Details | undefined;
  /** When the report last came to say something else, ISO 8601; `undefined` while it is the first one. */
  readonly changedAt: string | undefined;
  /** Another one whenever the release is written. */
  readonly revision: string;
}

/** One release of the catalogue. What takes time to make is made when it is first asked for, once. */
export interface CatalogueRelease extends ReleasePackages {
  /** ISO 8601. The instant of the first sight; the date of the tag where nobody saw it come. */
  readonly publishedAt: () => string;
  readonly changedAt: string | undefined;
  readonly report: () => Report;
  readonly facts: () => ReleaseFacts | undefined;
}

/** Everything that an answer can be made from: the table's releases, and the recorded ones that it does not have. */
export interface Catalogue {
  /** Newest first. */
  readonly releases: readonly CatalogueRelease[];
  readonly entries: readonly BehaviourChange[];
  /** The hour for which ages are told, ISO 8601. */
  readonly asOf: string;
  /** Names the releases of the table that it was made from. */
  readonly revisions: string;
  /** Equal for catalogues that give the same answers. */
  readonly version: string;
}

/**
 * Puts the table's releases and the recorded ones together. A release in the table wins; of a baseline among them, which was
 * stored with nothing to compare it with, the report is made again from what is known of the releases before.
 */
export function catalogueOf(
  stored: readonly StoredRelease[],
  recorded: readonly RecordedRelease[],
  entries: readonly BehaviourChange[],
  asOf: string,
): Catalogue {
  const inTable = new Set(stored.map(({ release }) => release));
  const records = new Map(recorded.map((record) => [record.release, record]));
  const tags = [...new Set([...inTable, ...records.keys()])].sort(compareText);
  const earlier: CatalogueRelease[] = [];
  const byTag = new Map(stored.map((each) => [each.release, each]));
  for (const tag of tags) {
    const before = [...earlier].reverse();
    const record = records.get(tag);
    const found = byTag.get(tag);
    const made = found !== undefined ? fromTable(found, record, before, entries) : undefined;
    const release = made ?? (record && fromRecord(record, before, entries));
    if (release !== undefined) earlier.push(release);
  }
  return atHour({ releases: earlier.reverse(), entries }, revisionsOf(stored), asOf);
}

/** The same releases an hour later: what was made of them once is kept. */
export function atHour(
  { releases, entries }: Pick<Catalogue, 'releases' | 'entries'>,
  revisions: string,
  asOf: string,
): Catalogue {
  return { releases, entries, asOf, revisions, version: `${asOf} ${revisions}` };
}

/** Names what the table has: another text as soon as a release is written. */
export function revisionsOf(stored: readonly StoredRelease[]): string {
  return stored.map(({ release, revision }) => `${release}:${revision}`).join(' ');
}

function fromTable(
  { release, report, details, changedAt }: StoredRelease,
  record: RecordedRelease | undefined,
  earlier: readonly CatalogueRelease[],
  entries: readonly BehaviourChange[],
): CatalogueRelease {
  const known = lazily(() => details() ?? (record && detailsOf(record)));
  const packages = lazily(() => {
    const found = known();
    return found === undefined ? new Map() : packagesOf(found.facts, found.source).packages;
  });
  return {
    release,
    publishedAt: lazily(() => (report().baseline ? dateOf(release) : report().detectedAt)),
    changedAt,
    withdrawn: () =>
      report().status === 'withdrawn' ? (known()?.facts.withdrawn ?? 'withdrawn') : undefined,
    report: lazily(() => {
      const stored = report();
      return stored.baseline && packages().size > 0
        ? completed(stored, packages(), known()?.facts, earlier, entries)
        : stored;
    }),
    facts: () => known()?.facts,
    packages,
  };
}

function detailsOf(record: RecordedRelease): Details {
  return { facts: readRecord(record).facts, source: 'recorded-history' };
}

/** A report that had nothing to be compared with: all that is kept of it is what no comparison says. */
function completed(
  stored: Report,
  packages: Packages,
  facts: ReleaseFacts | undefined,
  earlier: readonly CatalogueRelease[],
  entries: readonly BehaviourChange[],
): Report {
  const { baseline, firstSeen, comparedWith, changes, findings, risks, severity, because } = buildReport(
    {
      ...stored,
      ...beforeOf(stored.tracks, packages, earlier),
      packages,
      references: facts?.references ?? [],
      deprecations: [],
    },
    entries,
  );
  return { ...stored, baseline, firstSeen, comparedWith, changes, findings, risks, severity, because };
}

function fromRecord(
  record: RecordedRelease,
  earlier: readonly CatalogueRelease[],
  entries: readonly BehaviourChange[],
): CatalogueRelease {
  const { release, withdrawn } = record;
  const reading = lazily(() => readRecord(record));
  const read = lazily(() => packagesOf(reading().facts, 'recorded-history'));
  const status: ReleaseStatus = withdrawn === undefined ? 'detailed' : 'withdrawn';
  return {
    release,
    publishedAt: () => dateOf(release),
    changedAt: undefined,
    withdrawn: () => withdrawn,
    report: lazily(() => {
      const { facts, problems } = reading();
      const { packages } = read();
      const tracks = facts.images.map(({ track }) => track);
      const input = {
        stream: 'eks-amazon-linux' as const,
        release,
        status,
        detectedAt: dateOf(release),
        tracks,
        packages,
        ...beforeOf(tracks, packages, earlier),
        ...(facts.references === undefined ? {} : { references: facts.references }),
        rollout: [],
        sources: [{ source: 'recorded-history' as const, url: releaseNotesUrl(release) }],
        problems: [...problems, ...read().problems],
      };
      return buildReport(input, entries);
    }),
    facts: () => reading().facts,
    packages: () => read().packages,
  };
}

/** A tag names a day and no instant: its beginning. */
function dateOf(release: ReleaseTag): string {
  return `${tagDate(release)}T00:00:00.000Z`;
}

/** The release of this tag, or `undefined`. */
export function releaseIn({ releases }: Catalogue, tag: string): CatalogueRelease | undefined {
  return releases.find(({ release }) => release === tag);
}

/** Every track that some release has, in the order in which people list them. */
export function tracksIn({ releases }: Catalogue): readonly Track[] {
  return [...new Set(releases.flatMap((release) => tracksOf(release)))].sort(compareTracks);
}

/** The tracks of a release, without making its report where its facts say as much. */
export function tracksOf(release: CatalogueRelease): readonly Track[] {
  const packages = release.packages();
  return packages.size > 0 ? [...packages.keys()] : release.report().tracks;
}

/** Every Kubernetes minor that some release has, the oldest first. */
export function minorsIn(catalogue: Catalogue): readonly Minor[] {
  return [...new Set(tracksIn(catalogue).map(minorOf))].sort(compareMinors);
}

/** A value that is made when it is first asked for, and kept. */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
