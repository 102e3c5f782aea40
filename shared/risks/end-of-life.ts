import type { Version } from '../packages/version.ts';
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
      .filter(
        (lifetime) =>
          isPast(lifetime, move.to, move.track, move.packages.get(lifetime.of)?.version) &&
          !wasPast(lifetime, move),
      )
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
  version: Version | undefined,
): boolean {
  if (tagDate(release) <= until) return false;
  if (line === '') return operatingSystemOf(amiTypeOf(track)) === of;
  return version?.upstream.startsWith(`${line}.`) ?? false;
}

function wasPast(lifetime: Lifetime, { changes, from, track }: Move): boolean {
  if (tagDate(from) <= lifetime.until) return false;
  const change = changes.find(({ package: name }) => name === lifetime.of);
  // What did not change is what it was before; what begins to be reported can have been there all along.
  if (change === undefined || change.before === undefined) return change?.kind !== 'added';
  return isPast(lifetime, from, track, change.before);
}
