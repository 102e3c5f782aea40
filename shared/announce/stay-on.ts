import type { ReleaseTag } from '../parameters/release-tag.ts';
import type { Announcement } from './announcement.ts';

/** The release to stay on until somebody has checked, and what keeps nodes on it. */
export interface StayOn {
  readonly release: ReleaseTag;
  /** How Karpenter and managed node groups are held on it. */
  readonly how: string;
}

/** What a release brings is of no use to those who must not take it. */
export function isTakenBack({ kind }: Pick<Announcement, 'kind'>): boolean {
  return kind === 'withdrawn' || kind === 'rolled-back';
}

/**
 * Where nodes stay until their owner has checked: on the release before, of most of the tracks that something came in on. `undefined`
 * where nothing came in, and where the release before is the worse one, because this one takes back what it brought.
 */
export function stayOn(announcement: Announcement): StayOn | undefined {
  const { comparedWith, findings, severity, tracks } = announcement;
  const left = isTakenBack(announcement);
  const reverts = findings.some(({ direction }) => direction === 'reverted');
  // What is taken back never makes a release breaking: one that is breaks something that the release before does not.
  if (!left && reverts && severity !== 'breaking') return undefined;
  const arrived = findings.filter(({ direction }) => direction === 'introduced');
  const concerned = new Set(left ? tracks : arrived.flatMap((finding) => finding.tracks));
  const [previous] = comparedWith
    .map((one) => ({ release: one.release, met: one.tracks.filter((track) => concerned.has(track)).length }))
    .filter(({ met }) => met > 0)
    .sort((a, b) => b.met - a.met);
  if (previous === undefined) return undefined;
  const systems = ['al2', 'al2023'].filter((system) =>
    [...concerned].some((track) => track.toLowerCase().startsWith(`${system}_`)),
  );
  const aliases = systems.map((system) => `\`${system}@${previous.release}\``).join(', ');
  return {
    release: previous.release,
    how: `Karpenter alias ${aliases}; managed node groups: the release version that ends in \`-${previous.release.slice(1)}\``,
  };
}

/** Nobody has to check anything before staying away from what was taken back. */
export function stayOnVerb(announcement: Announcement): string {
  return isTakenBack(announcement) ? 'Stay on' : 'Until you have checked, stay on';
}

/** `Until you have checked, stay on v20240729: Karpenter alias …` */
export function describeStayOn(announcement: Announcement): string | undefined {
  const stay = stayOn(announcement);
  return stay && `${stayOnVerb(announcement)} ${stay.release}: ${stay.how}.`;
}
