import { afterEach, describe, expect, test } from 'vitest';
import { openReleases } from '../../shared/aws/records.ts';
import { latestReports } from '../../shared/aws/reports.ts';
import { minute } from './github-notes.ts';
import { mortal } from './mortal.ts';
import { comings, edits, ids, type Story } from './poll-stories.ts';
import { startWorld, type World } from './world.ts';

let world: World | undefined;
afterEach(async () => {
  await world?.stop();
  world = undefined;
});

describe('two polls at once', () => {
  test.each([
    ['comings and goings', comings],
    ['edits', edits],
  ])('tell the same story: %s', async (_, story) => {
    const told = story as Story<World>;
    const both = await told.start();
    world = both;
    const heard = new Set<string>();
    for (const happen of told.steps) {
      happen(both);
      await Promise.all([both.poll(told.context(both)), both.poll(told.context(both))]);
      both.advance(5 * minute);
      await both.poll(told.context(both));
      for (const { id } of await both.received()) heard.add(id);
    }
    expect([...heard]).toEqual(ids(story.expected));
    expect(await openReleases(both.context.table, 'eks-amazon-linux')).toEqual(story.open);
  });

  /** A release comes; one poll stands still before this call until another one has done everything. Gives how many calls it made. */
  async function overlapAt(call: number): Promise<number> {
    await world?.stop();
    const mine = await startWorld();
    world = mine;
    const slow = mortal(mine.describing);
    mine.show('v20240729');
    await mine.poll(mine.describing);
    mine.show('v20240817');
    let reports: unknown;
    slow.restBefore(call, async () => {
      mine.advance(minute);
      await mine.poll(mine.describing);
      reports = await latestReports(mine.context.table, 'eks-amazon-linux', 20);
    });
    const { problems } = await mine.poll(slow.context);
    const calls = slow.calls();
    // Whoever loses a race says so, and leaves the item alone.
    for (const { message } of problems) expect(message).toMatch(/PutItem: the item is not as it was read/);
    mine.advance(5 * minute);
    expect(await mine.poll(mine.describing)).toMatchObject({ problems: [], published: [] });
    const heard = await mine.received();
    // The topic may have it twice, in the very same words, and has it at least once.
    expect([...new Set(heard.map(({ id }) => id))]).toEqual(ids(['v20240817/new-release']));
    for (const again of heard) expect(again).toEqual(heard[0]);
    if (reports !== undefined)
      expect(await latestReports(mine.context.table, 'eks-amazon-linux', 20), `at call ${call}`).toEqual(
        reports,
      );
    expect(await openReleases(mine.context.table, 'eks-amazon-linux')).toEqual([]);
    return calls;
  }

  test('one that stands still before any of its calls, while another one does all, adds nothing and undoes nothing', async () => {
    const calls = await overlapAt(Number.POSITIVE_INFINITY);
    expect(calls).toBeGreaterThan(10);
    for (let call = 1; call <= calls; call += 1) await overlapAt(call);
  }, 120_000);
});
