import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonFeed } from '../../../shared/feed/json-feed.ts';
import { startWorld, type World } from '../world.ts';
import { type Resolved, type Site, startSite } from './site.ts';

const track = 'amiType=AL2023_x86_64_STANDARD&kubernetes=1.30';

describe('a pin from what polls have seen', () => {
  let world: World;
  let site: Site;
  beforeAll(async () => {
    world = await startWorld();
    const context = { ...world.context, regions: ['us-east-1', 'eu-west-1'] };
    for (const region of ['us-east-1', 'eu-west-1'] as const) world.show('v20240729', region);
    await world.poll(context);
    // It comes to one Region and has yet to come to the other.
    world.show('v20240817', 'us-east-1');
    await world.poll(context);
    site = await startSite({
      table: world.context.table,
      // What is recorded of the years after is too young for this clock.
      now: () => new Date('2024-08-20T00:00:00Z'),
    });
  });
  afterAll(async () => {
    await site.stop();
    await world.stop();
  });
  const resolve = (query: string) => site.json<Resolved>(`/v1/resolve?${track}&soakDays=1&${query}`);
  /** Why the releases of 2024-08 and before were passed over. */
  const reasonsOf = ({ passedOver }: Resolved) =>
    passedOver
      .filter(({ release }) => release <= 'v20240817')
      .map(({ release, reasons }) => [release, reasons.map(({ kind }) => kind)]);

  test('is the newest that the Region has, as everything that it can be pinned by', async () => {
    const here = await resolve('region=us-east-1');
    expect(here.pin).toMatchObject({
      release: 'v20240817',
      imageName: 'amazon-eks-node-al2023-x86_64-standard-1.30-v20240817',
      releaseVersion: '1.30.2-20240817',
      karpenterAlias: 'al2023@v20240817',
      ssmParameter:
        '/aws/service/eks/optimized-ami/1.30/amazon-linux-2023/x86_64/standard/amazon-eks-node-al2023-x86_64-standard-1.30-v20240817/image_id',
    });
    const { regions } = await site.json<{
      regions: { region: string; images: { track: string; imageId: string }[] }[];
    }>('/v1/rollout/v20240817');
    const arrived = regions.find(({ region }) => region === 'us-east-1');
    const image = arrived?.images.find((each) => each.track === 'AL2023_x86_64_STANDARD/1.30');
    expect(here.pin?.imageId).toBe(image?.imageId);
    expect(here.pin?.imageId).toMatch(/^ami-[0-9a-f]{17}$/);
  });

  test('is an older one where the newest has not come, and says so', async () => {
    const there = await resolve('region=eu-west-1');
    expect(there.pin?.release).toBe('v20240729');
    expect(reasonsOf(there)).toEqual([['v20240817', ['not-in-region']]]);
    expect((await resolve('region=sa-east-1')).pin).toBeNull();
  });

  test('avoids what breaks where it comes in, by severity and by name', async () => {
    const careful = await resolve('region=us-east-1&avoid=breaking');
    expect(careful.pin?.release).toBe('v20240729');
    const [bad] = careful.passedOver.filter(({ release }) => release === 'v20240817');
    expect(bad?.reasons.map(({ behaviourChange }) => behaviourChange)).toEqual([
      'containerd-empty-resolv-conf-no-fallback',
      'containerd-process-exit-event-lost',
    ]);
    const named = await resolve('region=us-east-1&avoid=containerd-process-exit-event-lost');
    expect(named.pin?.release).toBe('v20240729');
  });

  test('counts only what is new to nodes that run it already', async () => {
    const running = await resolve('region=us-east-1&avoid=breaking&from=v20240817');
    expect(running.pin?.release).toBe('v20240817');
  });

  test('waits until a release has aged', async () => {
    const old = await site.json<Resolved>(`/v1/resolve?${track}&soakDays=10&region=us-east-1`);
    expect(old.pin?.release).toBe('v20240729');
    expect(reasonsOf(old)[0]).toEqual(['v20240817', ['too-young']]);
  });

  test.each([
    ['al2023@v20240817', 'us-east-1', true],
    ['al2023@v20240817', 'eu-west-1', false],
    ['al2@v20240729', 'eu-west-1', true],
  ])('the alias %s is valid in %s: %s', async (alias, region, valid) => {
    const answer = await site.json(`/v1/aliases/${alias}?kubernetes=1.30&region=${region}`);
    expect(answer['valid']).toBe(valid);
  });
});

describe('a pin from the record alone', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.stop());

  test('needs no Region, and passes over what AWS took back', async () => {
    const site2022 = await startSite({ now: () => new Date('2022-10-29T00:00:00Z') });
    try {
      const { pin, passedOver } = await site2022.json<Resolved>(
        '/v1/resolve?amiType=AL2_x86_64&kubernetes=1.23&soakDays=1',
      );
      expect(pin?.imageId).toBeNull();
      const recalled = passedOver.find(({ release }) => release === 'v20221027');
      expect(recalled?.reasons.map(({ kind }) => kind)).toContain('withdrawn');
    } finally {
      await site2022.stop();
    }
  });

  test.each([
    // Nothing is known of the driver, or of the kernel, on that track.
    ['AL2_x86_64_GPU', '1.32', 'nvidia-470-to-535-al2', 'v20250904'],
    ['AL2023_ARM_64_NVIDIA', '1.25', 'kernel-618-legacy-iptables-missing', 'v20250419'],
  ])('of %s/%s without %s is none of which that is not known', async (amiType, kubernetes, id, tag) => {
    const { passedOver } = await site.json<Resolved>(
      `/v1/resolve?amiType=${amiType}&kubernetes=${kubernetes}&avoid=${id}`,
    );
    const reason = { kind: 'behaviour-change', behaviourChange: id };
    const over = passedOver.find(({ release }) => release === tag);
    expect(over?.reasons).toMatchObject([
      { ...reason, message: expect.stringContaining('Nothing says that it does not have') },
    ]);
  });

  test.each([
    ['AL2_x86_64', '1.30', 'v20240506', 'v20240514'],
    ['AL2023_x86_64_STANDARD', '1.33', 'v20221027', 'v20250519'],
  ])(
    'on %s/%s from %s, which does not have the track, is refused',
    async (amiType, kubernetes, tag, first) => {
      const ask = (from: string) =>
        site.ask(`/v1/resolve?amiType=${amiType}&kubernetes=${kubernetes}&avoid=breaking&from=${from}`);
      const refused = await ask(tag);
      expect(refused.status).toBe(400);
      const { errors } = (await refused.json()) as { errors: { parameter: string; message: string }[] };
      expect(errors).toMatchObject([{ parameter: 'from', message: expect.stringContaining(first) }]);
      expect((await ask(first)).status).toBe(200);
    },
  );

  test('that came of age since is no answer that a client has already', async () => {
    let now = new Date('2026-03-02T12:00:00Z');
    const aging = await startSite({ now: () => now });
    try {
      const path = '/v1/resolve?amiType=AL2023_x86_64_STANDARD&kubernetes=1.33&soakDays=7';
      const before = await aging.ask(path);
      // By date it would look unchanged: nothing was published or reviewed in between.
      expect(before.headers.get('last-modified')).toBeNull();
      const asked = {
        'if-modified-since': 'Mon, 01 Jan 2035 00:00:00 GMT',
      };
      const tagged = { 'if-none-match': before.headers.get('etag') ?? '' };
      expect((await aging.ask(path, { headers: tagged })).status).toBe(304);
      now = new Date('2026-03-12T12:00:00Z');
      expect((await aging.ask(path, { headers: tagged })).status).toBe(200);
      const after = await aging.ask(path, { headers: asked });
      expect(after.status).toBe(200);
      const tags = [before, after].map(async (answer) => ((await answer.json()) as Resolved).pin?.release);
      expect(await Promise.all(tags)).toEqual(['v20260209', 'v20260224']);
    } finally {
      await aging.stop();
    }
  });

  test('passes over what nobody has reviewed', async () => {
    const { items } = await site.json<JsonFeed>('/feed.json?severity=unreviewed');
    const risky = items[0]?._amiwatch;
    const [track = ''] = risky?.risks.find(({ severity }) => severity === 'unreviewed')?.tracks ?? [];
    const [amiType, kubernetes] = track.split('/');
    const then = await startSite({
      now: () => new Date(Date.parse(risky?.detectedAt ?? '') + 2 * 86_400_000),
    });
    try {
      const query = `amiType=${amiType}&kubernetes=${kubernetes}&soakDays=1&avoid=unreviewed`;
      const { passedOver } = await then.json<Resolved>(`/v1/resolve?${query}`);
      const over = passedOver.find(({ release }) => release === risky?.release);
      expect(over?.reasons.map(({ kind }) => kind)).toEqual(['unreviewed']);
    } finally {
      await then.stop();
    }
  });

  test.each([
    ['al2023@v20260224', '1.33', true, undefined],
    ['al2023@v20251112', '1.35', false, 'no image of AL2023 at Kubernetes 1.35'],
    // It was published, and its notes never came: what is not known is not said to be wrong.
    ['al2023@v20251103', '1.34', null, 'No release of this tag is known'],
    ['al2@v20260224', '1.33', false, 'no image of AL2 at'],
    ['al2023@v20260128', '1.33', false, 'took the release back'],
  ])('the alias %s at %s: %s', async (alias, kubernetes, valid, reason) => {
    const answer = await site.json(`/v1/aliases/${encodeURIComponent(alias)}?kubernetes=${kubernetes}`);
    expect(answer['valid']).toBe(valid);
    if (reason !== undefined) expect(answer['reason']).toContain(reason);
  });

  test('in a Region, of a release that nobody here saw come, is neither valid nor not', async () => {
    const answer = await site.json('/v1/aliases/al2023@v20260224?kubernetes=1.33&region=eu-west-1');
    expect(answer).toMatchObject({ valid: null, amiTypes: [] });
  });

  test.each(['al2023@latest', '__proto__@v20260224', 'bottlerocket@v1.20.0', 'al2023'])(
    '%s is no alias of a release',
    async (alias) => {
      const answer = await site.ask(`/v1/aliases/${encodeURIComponent(alias)}?kubernetes=1.33`);
      expect(answer.status).toBe(400);
    },
  );

  test('Renovate gets versions ascending, with what AWS took back marked', async () => {
    const { releases } = await site.json<{
      releases: { version: string; isDeprecated?: true; releaseTimestamp: string }[];
    }>('/renovate/AL2_x86_64/1.23.json');
    const versions = releases.map(({ version }) => version);
    expect(versions).toEqual(versions.toSorted());
    expect(releases.filter(({ isDeprecated }) => isDeprecated).map(({ version }) => version)).toContain(
      'v20221027',
    );
    const named = await site.json<{ releases: { version: string }[] }>(
      '/renovate/AL2023_x86_64_STANDARD/1.33.json?version=release-version',
    );
    expect(named.releases.at(-1)?.version).toMatch(/^1\.33\.\d+-20260224$/);
  });
});
