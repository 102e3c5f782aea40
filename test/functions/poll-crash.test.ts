import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PollContext } from '../../functions/poll/context.ts';
import type { AskForImages } from '../../functions/poll/images/rest.ts';
import type { Announcement } from '../../shared/announce/announcement.ts';
import { latestReports, openReleases } from '../../shared/aws/records.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import { startWorld, type World } from './world.ts';

/** A release, its successor that takes things back, a return to the release before, and the next good one. */
const story: readonly ReleaseTag[] = ['v20240729', 'v20240817', 'v20240828', 'v20240817', 'v20241011'];

/**
 * Counts the AWS calls that go through the context's clients, and lets the process "die" before one of them: from then
 * on, nothing that it would still do takes effect. To die after a call is to die before the next.
 */
function mortal(context: PollContext) {
  let calls = 0;
  let last = Number.POSITIVE_INFINITY;
  const wrap = <Output>(next: (input: never) => Promise<Output>) => {
    return async (input: never): Promise<Output> => {
      calls += 1;
      if (calls >= last) throw new Error('killed');
      return next(input);
    };
  };
  const mortalAsk = (ask: AskForImages): AskForImages => {
    return async (...asked) => {
      calls += 1;
      // The poll goes on without an answer of EC2, and is dead at its next call of anything else.
      if (calls >= last) throw new Error('killed');
      return ask(...asked);
    };
  };
  for (const client of [context.table.client, context.sns]) {
    client.middlewareStack.add(wrap as never, { step: 'initialize', name: 'mortality' });
  }
  const { descriptions } = context;
  return {
    context: {
      ...context,
      ...(descriptions && { descriptions: { ...descriptions, ask: mortalAsk(descriptions.ask) } }),
    },
    /** Dies before this call, counted from now on; `undefined` lives. */
    dieBefore: (call: number | undefined) => {
      calls = 0;
      last = call ?? Number.POSITIVE_INFINITY;
    },
    calls: () => calls,
  };
}

interface Outcome {
  readonly announcements: ReadonlyMap<string, Announcement>;
  readonly reports: unknown;
  readonly open: readonly ReleaseTag[];
}

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

/** Lives the story, dying before one call of one step's poll, and polling again after that. */
async function live(step?: number, call?: number): Promise<Outcome & { calls: readonly number[] }> {
  const life = mortal(world.describing);
  const announcements = new Map<string, Announcement>();
  const calls: number[] = [];
  for (const [index, release] of story.entries()) {
    world.show(release);
    life.dieBefore(index === step ? call : undefined);
    await world.poll(life.context).catch(() => undefined);
    calls.push(life.calls());
    life.dieBefore(undefined);
    if (index === step) {
      world.advance(60_000);
      await world.poll(life.context);
    }
    for (const announcement of await world.received()) {
      const earlier = announcements.get(announcement.id);
      // A repeat says the very same words.
      if (earlier !== undefined) expect(announcement).toEqual(earlier);
      announcements.set(announcement.id, announcement);
    }
  }
  const reports = await latestReports(world.context.table, 'eks-amazon-linux', 20);
  const open = await openReleases(world.context.table, 'eks-amazon-linux');
  return { announcements, reports, open, calls };
}

/** The carrying on takes a minute, so that instants may differ; nothing else may. */
const timeless = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'some time');

const expected = [
  'eks-amazon-linux/v20240817/new-release',
  'eks-amazon-linux/v20240828/new-release',
  'eks-amazon-linux/v20240828/withdrawn',
  'eks-amazon-linux/v20241011/new-release',
];

describe('a poll that dies is carried on by the next one', () => {
  test('between any two calls of AWS: nothing is missing, nothing differs', async () => {
    const whole = await live();
    expect([...whole.announcements.keys()]).toEqual(expected);
    expect(whole.open).toEqual([]);
    await world.stop();
    let deaths = 0;
    for (const [step, calls] of whole.calls.entries()) {
      for (let call = 1; call <= calls; call++) {
        world = await startWorld();
        const { announcements, open, reports } = await live(step, call);
        const where = `step ${step}, before call ${call} of ${calls}`;
        expect([...announcements.keys()], where).toEqual(expected);
        expect(timeless([...announcements.values()]), where).toBe(
          timeless([...whole.announcements.values()]),
        );
        expect(timeless({ open, reports }), where).toBe(
          timeless({ open: whole.open, reports: whole.reports }),
        );
        deaths += 1;
        await world.stop();
      }
    }
    expect(deaths).toBeGreaterThan(50);
    world = await startWorld();
  }, 300_000);

  test('two polls at once tell the same story', async () => {
    const ids = new Set<string>();
    for (const release of story) {
      world.show(release);
      await Promise.all([world.poll(), world.poll()]);
      await world.poll();
      for (const { id } of await world.received()) ids.add(id);
    }
    expect([...ids]).toEqual(expected);
    expect(await openReleases(world.context.table, 'eks-amazon-linux')).toEqual([]);
  });
});
