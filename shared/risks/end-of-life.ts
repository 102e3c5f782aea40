import type { TrackPackages } from '../packages/packages.ts';
import { type ReleaseTag, tagDate } from '../parameters/release-tag.ts';
import { amiTypeOf, operatingSystemOf, type Track } from '../parameters/track.ts';
import { type Lifetime, lifetimes } from './lifetimes.ts';
import type { Move, Raised, Rule } from './risk.ts';

/** Told once a track: by the first release after the day, or by the one that moves to a line past its day. */
export const endOfLife: Rule<'end-of-life'> = {
  id: 'end-of-life',
  title: 'A line that upstream does not mend any more',
  severity: 'unreviewed',
  raise: (move) =>
    lifetimes
      .filter((lifetime) => isPast(lifetime, move.to, move.track, move.packages) && !wasPast(lifetime, move))
      .map(({ line, of, until }): Raised => {
        const name = line === '' ? of : `${of} ${line}`;
        return { package: of, reason: `${name}: no fixes from upstream after ${until}` };
      }),
  readMore: ({ package: of, reason }) =>
    lifetimes.flatMap((lifetime) =>
      lifetime.of === of && reason.endsWith(lifetime.until) ? [lifetime.source] : [],
    ),
};

function isPast(
  { line, of, until }: Lifetime,
  release: ReleaseTag,
  track: Track,
  packages: TrackPackages,
): boolean {
  if (tagDate(release) <= until) return false;
  if (line === '') return operatingSystemOf(amiTypeOf(track)) === of;
  return packages.get(of)?.version?.upstream.startsWith(`${line}.`) ?? false;
}

function wasPast(lifetime: Lifetime, { changes, from, packages, track }: Move): boolean {
  if (tagDate(from) <= lifetime.until) return false;
  const change = changes.find(({ package: name }) => name === lifetime.of);
  // What did not change is what it was before; what begins to be reported can have been there all along.
  if (change === undefined || change.before === undefined) return change?.kind !== 'added';
  const before = new Map([...packages, [lifetime.of, { name: lifetime.of, version: change.before }]]);
  return isPast(lifetime, from, track, before);
}
