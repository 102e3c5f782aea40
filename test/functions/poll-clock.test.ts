import { afterEach, describe, expect, test } from 'vitest';
import { openReleases } from '../../shared/aws/records.ts';
import { hour, minute } from './github-notes.ts';
import { comings, edits, ids, type Story } from './poll-stories.ts';
import type { World } from './world.ts';

let world: World | undefined;
afterEach(() => world?.stop());

const day = 24 * hour;

describe('a clock that jumps loses nothing and repeats nothing', () => {
  test.each([
    ['hours ahead', 7 * hour],
    ['hours back', -7 * hour],
    ['days ahead', 10 * day],
    ['days back', -10 * day],
  ])('for the length of a poll: %s', async (_, jump) => {
    for (const story of [comings, edits]) {
      const told = story as Story<World>;
      const mine = await told.start();
      world = mine;
      const heard: string[] = [];
      for (const happen of told.steps) {
        happen(mine);
        mine.advance(jump);
        await mine.poll(told.context(mine));
        mine.advance(-jump);
        // A release that was first seen days ago is asked for once a day: all that changed is seen after one.
        for (let passed = 0; passed < day; passed += 6 * hour) {
          mine.advance(6 * hour + minute);
          await mine.poll(told.context(mine));
        }
        heard.push(...(await mine.received()).map(({ id }) => id));
      }
      expect(heard.toSorted()).toEqual(ids(story.expected).toSorted());
      expect(await openReleases(mine.context.table, 'eks-amazon-linux')).toEqual(story.open);
      await mine.stop();
      world = undefined;
    }
  });

  test.each([
    ['hours', 7 * hour],
    ['days', 10 * day],
  ])('to and fro at every look at it: %s', async (_, jump) => {
    const mine = await comings.start();
    world = mine;
    const context = comings.context(mine);
    let looks = 0;
    const now = () => {
      looks += 1;
      return new Date(context.now().getTime() + (looks % 3) * jump);
    };
    const heard: string[] = [];
    for (const happen of comings.steps) {
      happen(mine);
      await mine.poll({ ...context, now });
      mine.advance(5 * minute);
      await mine.poll({ ...context, now });
      heard.push(...(await mine.received()).map(({ id }) => id));
    }
    expect(heard).toEqual(ids(comings.expected));
  });
});
