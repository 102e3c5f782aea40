import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { announcementSchema } from '../../shared/announce/announcement.ts';
import { plainStyle, renderText } from '../../shared/announce/text.ts';
import { subjectOf } from '../../shared/aws/publish.ts';
import { readImagesIn, readRelease } from '../../shared/aws/records.ts';
import { latestReports } from '../../shared/aws/reports.ts';
import { imageName } from '../../shared/parameters/image-name.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';
import { formatTrackSet } from '../../shared/parameters/track-set.ts';
import { regions, startWorld, valueFor, type World, watched } from './world.ts';

const tag = 'v20240817';
const hour = 3_600_000;
const [al2of29, al2of30] = watched as readonly [Track, Track, Track, Track];
const al2 = [al2of29, al2of30];
const al2023 = watched.slice(2);
const everywhere = [...regions].sort();

let world: World;
let context: World['context'];
beforeEach(async () => {
  world = await startWorld({ regions: [...regions] });
  context = world.context;
  await publish('v20240729');
  await publish(tag);
  await world.received();
});
afterEach(() => world.stop());

async function publish(release: ReleaseTag) {
  for (const region of regions) world.show(release, region);
  await world.poll();
}
/** These tracks point to a release from now on, in one Region. */
async function move(
  release: ReleaseTag,
  region: (typeof regions)[number],
  tracks: readonly Track[] = watched,
) {
  world.show(release, region, tracks);
  await world.poll();
  return world.received();
}
const stored = async (release: ReleaseTag = tag) =>
  (await readRelease(context.table, context.stream, release))?.value;
const report = async () =>
  (await latestReports(context.table, context.stream, 5)).find(({ release }) => release === tag);

describe('tracks that go back', () => {
  test('are told at once, with where they left the release and where it is still out', async () => {
    const [told, ...more] = await move('v20240729', 'us-east-1', al2023);
    expect(more).toEqual([]);
    expect(told).toMatchObject({
      id: `eks-amazon-linux/${tag}/rolled-back`,
      status: 'detailed',
      severity: 'breaking',
      headline:
        'Going back on AL2023_x86_64_STANDARD, Kubernetes 1.29–1.30, in us-east-1: do not roll these nodes to it',
      returned: {
        left: [{ regions: ['us-east-1'], tracks: al2023 }],
        stillOn: expect.arrayContaining([
          { regions: ['us-east-1'], tracks: al2 },
          { regions: regions.filter((region) => region !== 'us-east-1').sort(), tracks: watched },
        ]),
      },
    });
    expect(announcementSchema.parse(told)).toEqual(told);
    if (told === undefined) throw new Error('An announcement was expected.');
    expect(subjectOf(told)).toMatch(/^\[breaking\] EKS AMI v20240817: Going back on AL2023/);
    const text = renderText(told, { width: 100, style: plainStyle, most: 3 });
    expect(text).toMatch(/went back: AL2023_x86_64_STANDARD, Kubernetes 1\.29–1\.30 in us-east-1/);
    expect(text).toMatch(/still on it: all tracks in ap-south-1, eu-north-1, eu-west-1; AL2_x86_64/);
    expect(text).not.toMatch(/^ +check /m);
    expect(await world.poll()).toMatchObject({ releases: [], published: [] });
  });

  test('in one Region after the other are one message, and the report has the Regions', async () => {
    await move('v20240729', 'us-east-1', al2023);
    for (const region of regions.slice(1)) {
      world.advance(2 * hour);
      expect(await move('v20240729', region, al2023)).toEqual([]);
    }
    expect((await report())?.returned).toEqual({
      since: '2024-08-17T12:00:00.000Z',
      left: [{ regions: everywhere, tracks: al2023 }],
      stillOn: [{ regions: everywhere, tracks: al2 }],
    });
  });

  test('and others that follow are told together, an hour after the first', async () => {
    await move('v20240729', 'us-east-1', al2023.slice(0, 1));
    world.advance(hour / 4);
    expect(await move('v20240729', 'us-east-1', al2023.slice(1))).toEqual([]);
    world.advance(hour / 4);
    expect(await move('v20240729', 'us-east-1', al2.slice(0, 1))).toEqual([]);
    expect(await world.poll()).toMatchObject({ releases: [] });
    world.advance(hour / 2);
    await world.poll();
    expect(await world.received()).toMatchObject([
      {
        id: `eks-amazon-linux/${tag}/rolled-back/2`,
        returned: { left: [{ regions: ['us-east-1'], tracks: [al2of29, ...al2023] }] },
      },
    ]);
    world.advance(2 * hour);
    expect(await world.poll()).toMatchObject({ releases: [] });
  });

  test('everywhere are a withdrawal, however they left, and nothing else', async () => {
    await move('v20240729', 'us-east-1');
    // A track that went back moves on before the last one goes back: the release is taken back all the same.
    await move('v20240828', 'us-east-1', al2);
    for (const region of regions.slice(1, -1)) await move('v20240729', region);
    const heard = await move('v20240729', regions.at(-1) ?? 'us-east-1');
    expect(heard.map(({ kind, release }) => [kind, release])).toEqual([['withdrawn', tag]]);
  });

  test('are compared with the last good release when they move on', async () => {
    for (const region of regions) await move('v20240729', region, al2023);
    await publish('v20240828');
    const next = (await world.received()).find(({ release }) => release === 'v20240828');
    expect(next?.comparedWith).toEqual([
      { release: tag, tracks: al2 },
      { release: 'v20240729', tracks: al2023 },
    ]);
    const reverted = next?.findings.filter(({ direction }) => direction === 'reverted') ?? [];
    expect(reverted.map(({ tracks }) => tracks)).toEqual([al2, al2]);
  });

  test('come again, and go back again: that is told again', async () => {
    await move('v20240729', 'us-east-1', al2023);
    world.advance(2 * hour);
    expect(await move(tag, 'us-east-1', al2023)).toEqual([]);
    expect(await report()).not.toHaveProperty('returned');
    world.advance(2 * hour);
    expect(await move('v20240729', 'us-east-1', al2023)).toMatchObject([
      { id: `eks-amazon-linux/${tag}/rolled-back/2` },
    ]);
  });
});

test('a release that returns on some tracks first has not gone back on the others', async () => {
  for (const region of regions) await move('v20240729', region);
  world.advance(2 * hour);
  const heard = await move(tag, 'us-east-1', al2);
  expect(heard.map(({ id }) => id)).toEqual([`eks-amazon-linux/${tag}/new-release/2`]);
  expect(await report()).not.toHaveProperty('returned');
  // What was left before, and has not come again, is still to come.
  const rollout = (await report())?.rollout ?? [];
  expect(rollout.filter(({ tracks }) => tracks !== '')).toMatchObject([
    { region: 'us-east-1', tracks: formatTrackSet(al2), missing: formatTrackSet(al2023) },
  ]);
  world.advance(2 * hour);
  expect(await move('v20240729', 'us-east-1', al2)).toMatchObject([
    { id: `eks-amazon-linux/${tag}/withdrawn/2` },
  ]);
});

describe('only what is watched counts', () => {
  test('a track that nobody watches any more holds no withdrawal back', async () => {
    for (const region of regions) world.show('v20240729', region, al2);
    const { published } = await world.poll({ ...context, tracks: al2 });
    expect(published).toMatchObject([{ kind: 'withdrawn', release: tag }]);
  });

  test('nor does a Region that was taken out of the configuration', async () => {
    world.show('v20240729', 'us-east-1');
    const { published } = await world.poll({ ...context, regions: ['us-east-1'] });
    expect(published).toMatchObject([{ kind: 'withdrawn', release: tag }]);
  });

  test('but a Region that cannot be read keeps what it had', async () => {
    for (const region of regions) world.show('v20240729', region);
    world.ssm.fault(({ region }) =>
      region === 'us-east-1' ? { kind: 'body', body: '<html>no</html>' } : undefined,
    );
    const { published } = await world.poll();
    expect(published).toMatchObject([{ kind: 'rolled-back', returned: { stillOn: [{ tracks: watched }] } }]);
    expect((await stored())?.status).toBe('detailed');
  });
});

test('an image that is made anew under its name keeps its ids, is in the report, and wakes nobody', async () => {
  for (const seed of ['b', 'c', 'b'])
    for (const track of al2) world.put(track, valueFor(track, tag, imageName(track, tag), seed));
  world.put(al2of29, valueFor(al2of29, tag, imageName(al2of29, tag), 'd'));
  expect(await world.poll()).toMatchObject({ published: [], problems: [] });
  world.put(al2of29, valueFor(al2of29, tag, imageName(al2of29, tag), 'e'));
  expect(await world.poll()).toMatchObject({ published: [], problems: [] });
  const image = (await readImagesIn(context.table, context.stream, tag, 'us-east-1'))?.value.images[al2of29];
  expect(image).toMatchObject({ firstSeenAt: '2024-08-17T12:00:00.000Z', previous: 'v20240729' });
  expect(image?.earlierIds).toHaveLength(2);
  expect(image?.earlierIds?.[0]).toBe(`ami-${'d'.repeat(17)}`);
  const told = (await report())?.problems.filter(({ kind }) => kind !== 'sources-disagree');
  expect(told).toMatchObject([
    {
      kind: 'images-replaced',
      message: expect.stringMatching(/AL2_x86_64, Kubernetes 1\.29–1\.30 in us-east-1/),
    },
  ]);
});
