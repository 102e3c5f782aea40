import type { TrackState } from '../../shared/behaviour/match.ts';
import { canonicalName } from '../../shared/packages/canonical.ts';
import { parseVersion } from '../../shared/packages/version.ts';
import { parseReleaseTag } from '../../shared/parameters/release-tag.ts';
import { parseTrack } from '../../shared/parameters/track.ts';

/** `—` is what release notes have where an AMI lacks the package. */
export type Versions = Readonly<Record<string, string>>;

/** A track of a release, from words: what would not be read in production fails here. */
export function stateOf(trackText: string, tag: string, versions: Versions = {}): TrackState {
  const track = parseTrack(trackText);
  const release = parseReleaseTag(tag);
  if (track === undefined || release === undefined)
    throw new RangeError(`No such state: ${trackText} ${tag}`);
  const packages = Object.entries(versions).map(([name, text]) => {
    const version = text === '—' ? undefined : parseVersion(text);
    if (text !== '—' && version === undefined) throw new RangeError(`No version: ${text}`);
    return [canonicalName(name), { name, version, source: 'release-notes' }] as const;
  });
  return { track, release, packages: new Map(packages) };
}
