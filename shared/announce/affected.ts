import { describeTracks } from '../report/describe-tracks.ts';
import type { Announcement } from './announcement.ts';

/**
 * The AMI types and minors of the whole announcement, in words. Of a release whose images were gone before they were kept there are
 * none, which does not mean that it meets nobody.
 */
export function describeAffected({ tracks }: Pick<Announcement, 'tracks'>): string {
  return tracks.length === 0
    ? 'AMI types and Kubernetes minors unknown: it may be any of yours'
    : describeTracks(tracks, tracks);
}
