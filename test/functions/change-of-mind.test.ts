import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Track } from '../../shared/parameters/track.ts';
import { configureEveryKind, routeNames, startDeliverWorld } from './deliver-world.ts';
import { daily, startDigestWorld } from './digest-world.ts';
import { startWorld, type World, watched } from './world.ts';

const halfDay = 43_200_000;

describe('what is watched changes', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.stop());

  /** The poll as a deployment with these settings runs it: all that finds the past and other tracks is on. */
  const poll = (regions: readonly string[], tracks: readonly Track[] = watched) =>
    world.poll({
      ...world.context,
      regions,
      tracks,
      backfills: true,
      discovery: { region: 'us-east-1', dropEnded: true },
    });
  /** Polls until everything of the past is taken up, and a day of rounds has passed. */
  async function settle(regions: readonly string[], tracks?: readonly Track[]) {
    for (let round = 0; round < 3; round += 1) {
      expect(await poll(regions, tracks)).toMatchObject({ failed: false, published: [] });
      world.advance(halfDay);
    }
  }

  test('a first deployment announces nothing, however long it runs and whatever is there', async () => {
    for (const region of ['us-east-1', 'eu-west-1'] as const) world.show('v20240817', region);
    await settle(['us-east-1', 'eu-west-1']);
    expect(await world.received()).toEqual([]);
  });

  test.each([
    ['behind', 'v20240703'],
    ['level', 'v20240729'],
  ] as const)(
    'a Region that is added and is %s announces nothing, and what comes to it is one message',
    async (_, release) => {
      world.show('v20240729');
      await settle(['us-east-1']);
      world.show(release, 'eu-west-1');
      await settle(['us-east-1', 'eu-west-1']);
      for (const region of ['us-east-1', 'eu-west-1'] as const) world.show('v20240817', region);
      const { published } = await poll(['us-east-1', 'eu-west-1']);
      expect(published.map(({ id }) => id)).toEqual(['eks-amazon-linux/v20240817/new-release']);
      await settle(['us-east-1', 'eu-west-1']);
      expect(await world.received()).toHaveLength(1);
    },
  );

  test('a Region that is added and is ahead is a baseline; the others hear of the release when it comes to them', async () => {
    world.show('v20240729');
    await settle(['us-east-1']);
    world.show('v20240817', 'eu-west-1');
    await settle(['us-east-1', 'eu-west-1']);
    world.show('v20240817');
    const { published } = await poll(['us-east-1', 'eu-west-1']);
    expect(published).toMatchObject([{ kind: 'new-release', release: 'v20240817' }]);
  });

  test('a Region that was left out meanwhile says nothing again when it comes back', async () => {
    for (const region of ['us-east-1', 'eu-west-1'] as const) world.show('v20240729', region);
    await settle(['us-east-1', 'eu-west-1']);
    world.show('v20240817');
    expect((await poll(['us-east-1'])).published).toHaveLength(1);
    world.show('v20240817', 'eu-west-1');
    await settle(['us-east-1', 'eu-west-1']);
    expect(await world.received()).toHaveLength(1);
  });

  test('tracks that are added to a list are a baseline', async () => {
    const alone = (tracks: readonly Track[]) => world.poll({ ...world.context, tracks, backfills: true });
    world.show('v20240817');
    expect((await alone(watched.slice(0, 1))).failed).toBe(false);
    for (let round = 0; round < 3; round += 1) {
      world.advance(halfDay);
      expect(await alone(watched)).toMatchObject({ failed: false, published: [] });
    }
    expect(await world.received()).toEqual([]);
  });
});

test('routes and lists that are added later get nothing of the past, and all that comes', async () => {
  const [deliveries, digests] = await Promise.all([startDeliverWorld(), startDigestWorld()]);
  try {
    await deliveries.announce('v20240729', 'v20240703');
    await deliveries.run();
    await deliveries.announce('v20240817', 'v20240729');
    deliveries.advance(600_000);
    configureEveryKind(deliveries);
    expect(await deliveries.run()).toMatchObject({ failed: false, delivered: [] });
    deliveries.advance(600_000);
    const { id } = await deliveries.announce('v20240828', 'v20240817');
    const { delivered } = await deliveries.run();
    expect(delivered.map(({ route }) => route).sort()).toEqual([...routeNames].sort());
    expect(new Set(delivered.map((one) => one.id))).toEqual(new Set([id]));

    digests.at('2024-08-10T12:00:00Z');
    await digests.announce('v20240729', 'v20240703');
    digests.at('2024-08-17T12:00:00Z');
    digests.list('team', daily);
    expect(await digests.run()).toMatchObject({ failed: false, sent: [] });
    await digests.announce('v20240817', 'v20240729');
    digests.at('2024-08-18T08:10:00Z');
    expect(await digests.run()).toMatchObject({ sent: [{ list: 'team', releases: 1 }] });
  } finally {
    await Promise.all([deliveries.stop(), digests.stop()]);
  }
});
