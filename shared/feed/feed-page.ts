import type { PackageName } from '../packages/canonical.ts';
import type { ReleaseTag } from '../parameters/release-tag.ts';
import { type AmiType, amiTypeOf, type Minor, minorOf, type Track } from '../parameters/track.ts';
import { judge } from '../report/build-report.ts';
import type { Report } from '../report/report.ts';
import type { ReportSeverity } from '../report/severity.ts';
import type { Catalogue, CatalogueRelease } from './catalogue.ts';

/** Which releases are wanted. What is left out does not narrow; a list is alternatives, fields add up. */
export interface ReleaseFilter {
  readonly severity?: readonly ReportSeverity[] | undefined;
  readonly amiType?: readonly AmiType[] | undefined;
  readonly kubernetes?: readonly Minor[] | undefined;
  readonly package?: readonly PackageName[] | undefined;
  readonly behaviourChange?: readonly string[] | undefined;
}

/** Some releases, newest first, and where the next page begins. */
export interface ReleasePage {
  readonly releases: readonly CatalogueRelease[];
  /** The last release of this page when there are older ones: they come before it. */
  readonly next: ReleaseTag | undefined;
}

/** The newest wanted releases, of those before a tag when one is given. */
export function pageOf(
  { releases }: Catalogue,
  filter: ReleaseFilter,
  size: number,
  before?: ReleaseTag,
): ReleasePage {
  const found: CatalogueRelease[] = [];
  for (const release of releases) {
    if (before !== undefined && release.release >= before) continue;
    if (!isWanted(release.report(), filter)) continue;
    const last = found.at(-1);
    if (found.length === size) return { releases: found, next: last?.release };
    found.push(release);
  }
  return { releases: found, next: undefined };
}

/**
 * Package, behaviour change, AMI type and minor have to meet on one and the same track; the severity is that of the tracks on
 * which they do.
 */
function isWanted(report: Report, filter: ReleaseFilter): boolean {
  const { severity, behaviourChange } = filter;
  const names = filter.package;
  const moved = names && tracksOf(report.changes.filter((change) => names.includes(change.package)));
  const met =
    behaviourChange &&
    tracksOf(
      report.findings.filter(
        (finding) => finding.direction !== 'carried' && behaviourChange.includes(finding.behaviourChange),
      ),
    );
  const isOn = trackWanted(filter);
  const tracks = report.tracks.filter(
    (track) => isOn(track) && moved?.has(track) !== false && met?.has(track) !== false,
  );
  return tracks.length > 0 && (severity === undefined || severity.includes(severityOn(report, tracks)));
}

function tracksOf(items: readonly { readonly tracks: readonly Track[] }[]): ReadonlySet<Track> {
  return new Set(items.flatMap(({ tracks }) => tracks));
}

/** What a release is on some of its tracks: what breaks others says nothing of these. */
function severityOn(report: Report, tracks: readonly Track[]): ReportSeverity {
  if (tracks.length === report.tracks.length || report.severity === 'unknown') return report.severity;
  const concerns = (item: { readonly tracks: readonly Track[] }) =>
    item.tracks.some((track) => tracks.includes(track));
  const silent = tracksOf((report.unknown ?? []).filter((each) => each.package === undefined));
  return judge(
    tracks.some((track) => !silent.has(track)),
    report.comparedWith.some(concerns),
    report.findings.filter(concerns),
    report.risks.filter(concerns),
  ).severity;
}

/** Whether a track is among the AMI types and minors of a filter. */
export function trackWanted({
  amiType,
  kubernetes,
}: Pick<ReleaseFilter, 'amiType' | 'kubernetes'>): (track: Track) => boolean {
  return (track) =>
    (amiType === undefined || amiType.includes(amiTypeOf(track))) &&
    (kubernetes === undefined || kubernetes.includes(minorOf(track)));
}
