import { announceTracks } from '../../../shared/announce/announce-tracks.ts';
import { announcedRollout } from '../../../shared/announce/announced-rollout.ts';
import type { Announcement } from '../../../shared/announce/announcement.ts';
import { publish } from '../../../shared/aws/publish.ts';
import { keepAnnouncement, readImages, readRelease } from '../../../shared/aws/records.ts';
import type { News } from '../../../shared/aws/watch-state.ts';
import { parseTrackSet } from '../../../shared/parameters/track-set.ts';
import { rolloutOf } from '../../../shared/report/rollout.ts';
import type { PollContext } from '../context.ts';
import type { Heads } from '../look.ts';

/** Tells of new tracks. The announcement is kept before it is published: told again, it says the same words. */
export async function tellNews(
  context: PollContext,
  { release, round, tracks: set }: News,
  heads: ReadonlyMap<string, Heads>,
): Promise<Announcement> {
  const { publicUrl, sns, stream, table, topicArn } = context;
  const tracks = parseTrackSet(set) ?? [];
  const now = context.now();
  const record = (await readRelease(table, stream, release))?.value;
  const regions = await readImages(table, stream, release);
  const sights = regions.map(({ images, region }) => ({
    region,
    images: Object.fromEntries(
      Object.entries(images).filter(([track]) => tracks.some((one) => one === track)),
    ),
  }));
  const news = {
    stream,
    release,
    tracks,
    round,
    status: record?.status ?? 'detected',
    detectedAt: record?.detectedAt ?? now.toISOString(),
    ...announcedRollout(rolloutOf(release, tracks, sights, heads, record?.round)),
  };
  const kept = await keepAnnouncement(table, announceTracks(news, now, publicUrl));
  await publish(sns, topicArn, kept);
  return kept;
}
