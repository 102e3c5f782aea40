import { createHash } from 'node:crypto';
import { announce } from '../../shared/announce/announce.ts';
import type { Route } from '../../shared/announce/route.ts';
import { renderSlack } from '../../shared/announce/slack/render-slack.ts';
import { readReport } from '../../shared/aws/reports.ts';
import type { DeliveryRecord } from '../../shared/aws/route-deliveries.ts';
import type { Revised } from '../../shared/aws/table.ts';
import { PostError } from './post.ts';
import { settle } from './put-off.ts';
import type { Run } from './run.ts';
import { updateSlackMessage } from './slack-bot.ts';

/** How old a message is when it is brought up to date: Regions and details arrive within two days, most of them at once. */
const agesMs = [5, 15, 30, 60, 180, 360, 720, 1440, 2880].map((minutes) => minutes * 60_000);

/** When a message is to be looked at first; only a bot can edit what it said, and only a release's first message is edited. */
export function firstRefreshAt(route: Route, record: DeliveryRecord): Date | undefined {
  const editable =
    route.kind === 'slack-bot' && record.kind === 'new-release' && record.message !== undefined;
  return editable ? nextRefreshAt(record, new Date(record.sentAt ?? '')) : undefined;
}

function nextRefreshAt({ sentAt = '' }: DeliveryRecord, now: Date): Date | undefined {
  const age = agesMs.find((ms) => Date.parse(sentAt) + ms > now.getTime());
  return age === undefined ? undefined : new Date(Date.parse(sentAt) + age);
}

/** Brings a release's first message up to date with its report. One that fails is left to the next time. */
export async function refresh(
  run: Run,
  route: Route,
  token: string,
  stored: Revised<DeliveryRecord>,
): Promise<void> {
  const { value } = stored;
  const due = nextRefreshAt(value, run.now());
  const shown = await bringUpToDate(run, route, token, value);
  await settle(run, stored, shown === undefined ? value : { ...value, shown }, due);
}

/** Gives the name of what the message shows now. */
async function bringUpToDate(
  run: Run,
  route: Route,
  token: string,
  { id, message: ts, release, shown, stream }: DeliveryRecord,
): Promise<string | undefined> {
  const [report, announcement] = await Promise.all([
    readReport(run.table, stream, release),
    run.announcement({ id, stream }),
  ]);
  if (route.kind !== 'slack-bot' || ts === undefined || report === undefined || announcement === undefined)
    return shown;
  const kind = report.status === 'withdrawn' ? 'withdrawn' : 'new-release';
  const { announcedAt, page } = announcement;
  const made = announce(report, kind, await run.entries(), new Date(announcedAt));
  const message = renderSlack(page === undefined ? made : { ...made, page });
  const name = nameOf(message);
  if (name === (shown ?? nameOf(renderSlack(announcement)))) return shown;
  try {
    const outcome = await updateSlackMessage(route, token, message, ts, run);
    return outcome.kind === 'sent' ? name : shown;
  } catch (error) {
    if (error instanceof PostError) return shown;
    throw error;
  }
}

function nameOf(message: unknown): string {
  return createHash('sha256').update(JSON.stringify(message)).digest('hex').slice(0, 16);
}
