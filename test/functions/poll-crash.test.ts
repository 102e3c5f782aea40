import { afterEach, describe, expect, test } from 'vitest';
import type { Announcement } from '../../shared/announce/announcement.ts';
import { openReleases } from '../../shared/aws/records.ts';
import { latestReports } from '../../shared/aws/reports.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import { minute } from './github-notes.ts';
import { mortal, timeless } from './mortal.ts';
import { comings, edits, ids, type Story } from './poll-stories.ts';
import type { World } from './world.ts';

interface Outcome {
  readonly announcements: ReadonlyMap<string, Announcement>;
  readonly reports: unknown;
  readonly open: readonly ReleaseTag[];
}

let world: World | undefined;
afterEach(() => world?.stop());

/** Lives the story, dying before one call of one step's poll, and polling again after that. */
async function live<W extends World>(
  { context, start, steps }: Story<W>,
  step?: number,
  call?: number,
): Promise<Outcome & { calls: readonly number[] }> {
  await world?.stop();
  const mine = await start();
  world = mine;
  const life = mortal(context(mine));
  const announcements = new Map<string, Announcement>();
  const calls: number[] = [];
  for (const [index, happen] of steps.entries()) {
    happen(mine);
    life.dieBefore(index === step ? call : undefined);
    await mine.poll(life.context).catch(() => undefined);
    calls.push(life.calls());
    life.dieBefore(undefined);
    if (index === step) {
      mine.advance(5 * minute);
      await mine.poll(life.context);
    }
    for (const announcement of await mine.received()) {
      const earlier = announcements.get(announcement.id);
      // A repeat says the very same words.
      if (earlier !== undefined) expect(announcement).toEqual(earlier);
      announcements.set(announcement.id, announcement);
    }
  }
  const reports = await latestReports(mine.context.table, 'eks-amazon-linux', 20);
  const open = await openReleases(mine.context.table, 'eks-amazon-linux');
  return { announcements, reports, open, calls };
}

async function dieEverywhere<W extends World>(story: Story<W>): Promise<number> {
  const whole = await live(story);
  expect([...whole.announcements.keys()]).toEqual(ids(story.expected));
  expect(whole.open).toEqual(story.open);
  let deaths = 0;
  for (const [step, calls] of whole.calls.entries()) {
    for (let call = 1; step >= story.diesFrom && call <= calls; call++) {
      const { announcements, open, reports } = await live(story, step, call);
      const where = `step ${step}, before call ${call} of ${calls}`;
      expect([...announcements.keys()], where).toEqual(ids(story.expected));
      expect(timeless([...announcements.values()]), where).toBe(timeless([...whole.announcements.values()]));
      expect(timeless({ open, reports }), where).toBe(timeless({ open: whole.open, reports: whole.reports }));
      deaths += 1;
    }
  }
  return deaths;
}

describe('a poll that dies is carried on by the next one', () => {
  test('between any two calls of AWS: nothing is missing, nothing differs', async () => {
    expect(await dieEverywhere(comings)).toBeGreaterThan(50);
  }, 400_000);

  test('also where notes are edited and tracks go back', async () => {
    expect(await dieEverywhere(edits)).toBeGreaterThan(30);
  }, 400_000);
});
