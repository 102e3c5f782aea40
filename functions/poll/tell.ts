import { announce, type Edition } from '../../shared/announce/announce.ts';
import type { Announcement, AnnouncementKind } from '../../shared/announce/announcement.ts';
import { dueAnnouncement, type News } from '../../shared/announce/due.ts';
import { publish } from '../../shared/aws/publish.ts';
import { keepAnnouncement, type ReleaseRecord } from '../../shared/aws/records.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Correction } from '../../shared/report/correction.ts';
import type { Report } from '../../shared/report/report.ts';
import { tracksIn } from '../../shared/report/returned.ts';
import { askFleet } from './ask-fleet.ts';
import type { PollContext } from './context.ts';
import type { RollbackNews } from './departures.ts';

/** What there is to tell of a release beside its report. */
interface ToTell {
  readonly correction: Correction | undefined;
  readonly rollback: RollbackNews;
  /** It waits for another release; until then people only hear that it goes back. */
  readonly held: boolean;
}

/** Announces what is due, each as it was kept at the first try, and notes on the record what was said. */
export async function tell(
  context: PollContext,
  record: ReleaseRecord,
  report: Report,
  { correction, held, rollback }: ToTell,
  problems: Problem[],
): Promise<{ readonly record: ReleaseRecord; readonly published: readonly Announcement[] }> {
  const { publicUrl } = context;
  const published: Announcement[] = [];
  let told = record;
  let news: News = { corrected: correction !== undefined, wentBack: rollback.due };
  const due = () =>
    dueAnnouncement(held ? { ...told, announceable: false } : told, context.now(), context.limits, news);
  for (let kind = due(); kind !== undefined; kind = due()) {
    const exposure = await askFleet(context, report, kind, problems);
    const edition = { ...editionOf(told, kind, correction), exposure, publicUrl };
    const made = announce(report, kind, await context.entries(), context.now(), edition);
    const kept = await keepAnnouncement(context.table, made);
    await publish(context.sns, context.topicArn, kept);
    published.push(kept);
    told = noted(told, kind, kept);
    if (kind === 'new-finding') news = { ...news, corrected: false };
    if (kind === 'rolled-back') news = { ...news, wentBack: false };
  }
  return { record: told, published };
}

/** Which one of its kind an announcement is: ids never come back for another message. */
function editionOf(
  { edits, rolledBack, round = 1 }: ReleaseRecord,
  kind: AnnouncementKind,
  correction: Correction | undefined,
): Edition {
  if (kind === 'rolled-back') return { count: (rolledBack?.count ?? 0) + 1 };
  if (kind !== 'new-finding' || correction === undefined) return { count: round };
  return { count: edits ?? 1, correction };
}

function noted(record: ReleaseRecord, kind: AnnouncementKind, kept: Announcement): ReleaseRecord {
  const { replaced, ...rest } = record;
  const announced = { ...record.announced, [kind]: kept.status };
  if (kind === 'new-finding') return { ...rest, announced };
  if (kind !== 'rolled-back') return { ...record, announced };
  // What was kept at an earlier try speaks of the tracks of that time; the others are still to be told.
  const tracks = [...(record.rolledBack?.tracks ?? []), ...tracksIn(kept.returned?.left ?? [])];
  const count = (record.rolledBack?.count ?? 0) + 1;
  return { ...record, announced, rolledBack: { tracks: [...new Set(tracks)], at: kept.announcedAt, count } };
}
