import { describeTracks } from '../report/describe-tracks.ts';
import { describeRollout } from './announced-rollout.ts';
import type { Announcement } from './announcement.ts';
import { describeSources } from './provenance.ts';
import { wrap } from './wrap.ts';

/** What the rest rests on: what it is compared with, where it was seen, whose versions these are, what could not be read. */
export function renderFootnotes(announcement: Announcement, width: number): readonly string[] {
  const { changes, comparedWith, firstSeen, leftOut, page, problems, sources } = announcement;
  const compared = [...comparedWith]
    .sort((a, b) => b.tracks.length - a.tracks.length)
    .map(({ release }) => release);
  const rollout = describeRollout(announcement);
  const footnote = [
    ...(compared.length > 0 ? [`compared with ${compared.join(', ')}`] : []),
    ...(rollout === undefined ? [] : [rollout]),
  ];
  const versions = describeSources(changes);
  const notes = sources.map(({ url }) => url).filter((url) => url.startsWith('https:'));
  return [
    ...wrap(footnote.join(' · '), width),
    ...(versions === undefined ? [] : wrap(versions, width)),
    ...(firstSeen.length > 0
      ? wrap(`first seen, nothing to compare with: ${describeTracks(firstSeen, announcement.tracks)}`, width)
      : []),
    ...problems.flatMap((problem) => wrap(`problem: ${problem}`, width)),
    ...(leftOut === undefined
      ? []
      : wrap(
          `too much for one message: ${leftOut.changes} moves and ${leftOut.findings} behaviour changes are not in it`,
          width,
        )),
    ...notes,
    ...(page === undefined ? [] : [`all of it: ${page}`]),
  ];
}
