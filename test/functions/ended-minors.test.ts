import { afterEach, describe, expect, test } from 'vitest';
import { readHeads } from '../../shared/aws/records.ts';
import { recommendedParameter } from '../../shared/parameters/parameter-name.ts';
import type { Track } from '../../shared/parameters/track.ts';
import { valueIn } from './pinned.ts';
import { startWorld, type World, watched } from './world.ts';

const halfDay = 12 * 3_600_000;

let world: World;
afterEach(() => world.stop());

describe('minors that AWS has stopped releasing for', () => {
  const old: Track = 'AL2_x86_64/1.28';

  async function asked(): Promise<readonly string[]> {
    const names = new Set<string>();
    world.ssm.fault((call) => {
      for (const name of call.names) names.add(name);
      return undefined;
    });
    await world.poll();
    world.ssm.fault(() => undefined);
    return [...names];
  }

  test.each([
    { dropEnded: true, isAsked: false },
    { dropEnded: false, isAsked: true },
  ])('are asked for twice a day only, if that is wanted: $dropEnded', async ({ dropEnded, isAsked }) => {
    world = await startWorld({ discovery: { region: 'us-east-1', dropEnded }, tracks: [...watched, old] });
    world.put(old, valueIn(old, 'v20240213'));
    for (const tag of ['v20240807', 'v20240817', 'v20240828'] as const) {
      world.show(tag === 'v20240807' ? 'v20240729' : tag);
      await world.poll();
    }
    world.advance(halfDay);
    await world.poll();
    expect((await asked()).includes(recommendedParameter(old))).toBe(isAsked);
    await world.received();
    // A late release is found all the same.
    world.put(old, valueIn(old, 'v20240828'));
    world.advance(halfDay);
    await world.poll();
    expect((await readHeads(world.context.table, 'us-east-1'))?.value.heads[old]?.release).toBe('v20240828');
    expect(await asked()).toContain(recommendedParameter(old));
  });
});
