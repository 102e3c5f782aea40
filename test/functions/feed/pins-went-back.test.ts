import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonFeed } from '../../../shared/feed/json-feed.ts';
import { startWorld, type World, watched } from '../world.ts';
import { type Resolved, type Site, startSite } from './site.ts';

describe('a release that came to some tracks, and went back in a Region', () => {
  const al2 = watched.slice(0, 2);
  let world: World;
  let site: Site;
  beforeAll(async () => {
    world = await startWorld({ regions: ['us-east-1', 'eu-west-1'] });
    for (const region of ['us-east-1', 'eu-west-1'] as const) world.show('v20240729', region);
    await world.poll();
    for (const region of ['us-east-1', 'eu-west-1'] as const) world.show('v20240817', region, al2);
    await world.poll();
    world.show('v20240729', 'eu-west-1', al2);
    await world.poll();
    site = await startSite({ table: world.context.table, now: () => new Date('2024-08-20T00:00:00Z') });
  });
  afterAll(async () => {
    await site.stop();
    await world.stop();
  });
  const eu = '&region=eu-west-1';

  test.each([
    ['AL2_x86_64', eu, 'v20240729', 'went-back'],
    ['AL2_x86_64', '&region=us-east-1', 'v20240817', undefined],
    // Without a Region it is for nodes anywhere, and some of them are told not to roll to it.
    ['AL2_x86_64', '', 'v20240729', 'went-back'],
    ['AL2023_x86_64_STANDARD', eu, 'v20240729', 'not-in-region'],
    ['AL2023_x86_64_STANDARD', '', 'v20240729', 'not-in-region'],
    // Nobody watches this track: where it is says no Region.
    ['AL2_ARM_64', '', 'v20240817', undefined],
  ])('is no pin for %s%s where it is not to be rolled to', async (amiType, region, release, kind) => {
    const { pin, passedOver } = await site.json<Resolved>(
      `/v1/resolve?amiType=${amiType}&kubernetes=1.30&soakDays=1${region}`,
    );
    expect(pin?.release).toBe(release);
    const over = passedOver.find((each) => each.release === 'v20240817');
    expect(over?.reasons.map((reason) => reason.kind)).toEqual(kind === undefined ? undefined : [kind]);
  });

  test.each([
    ['al2', eu, false, 'went back to older ones in eu-west-1'],
    ['al2', '&region=us-east-1', true, null],
    ['al2', '', true, null],
    ['al2023', '', false, 'was seen in any Region'],
  ])('the alias %s@v20240817%s: %s', async (family, region, valid, reason) => {
    const said = await site.json(`/v1/aliases/${family}@v20240817?kubernetes=1.30${region}`);
    expect(said).toMatchObject({ valid, reason: reason && expect.stringContaining(reason) });
  });

  test('is not complete there, and everything that shows it says so', async () => {
    const { regions } = await site.json<{ regions: object[] }>('/v1/rollout/v20240817');
    expect(regions).toMatchObject([
      { region: 'eu-west-1', complete: false, wentBack: al2, images: [] },
      { region: 'us-east-1', complete: false, wentBack: [], missing: watched.slice(2) },
    ]);
    const page = await (await site.ask('/?view=rollout&release=v20240817')).text();
    expect(page).toContain('– went back: 1.29–1.30');
    const [item] = (await site.json<JsonFeed>('/feed.json?before=v20240818')).items;
    for (const shown of [item?.content_text, item?.content_html, JSON.stringify(item?._amiwatch.returned)])
      expect(shown).toMatch(/eu-west-1/);
    expect(item?.content_html).toContain('<h4>Rolled back</h4><ul><li>went back: ');
  });

  test('is nothing that Renovate moves to', async () => {
    const listed = async (amiType: string) => {
      const { releases } = await site.json<{ releases: { version: string; isDeprecated?: true }[] }>(
        `/renovate/${amiType}/1.30.json`,
      );
      return releases.find(({ version }) => version === 'v20240817');
    };
    expect(await listed('AL2_x86_64')).toMatchObject({ isDeprecated: true });
    expect(await listed('AL2023_x86_64_STANDARD')).toBeUndefined();
    expect(await listed('AL2_ARM_64')).not.toHaveProperty('isDeprecated');
  });
});
