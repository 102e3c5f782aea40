import { afterEach, beforeEach, expect, test } from 'vitest';
import { countRequests } from '../../bench/count-requests.ts';
import { openReleases, readRelease } from '../../shared/aws/records.ts';
import { putItem } from '../../shared/aws/table.ts';
import { type GithubWorld, hour, minute, startGithubWorld, wholeNotes } from './github-notes.ts';
import { watched } from './world.ts';

const tag = 'v20240817';
const half = watched.slice(0, 2);

let world: GithubWorld;
let context: GithubWorld['context'];
beforeEach(async () => {
  world = await startGithubWorld();
  context = world.watching();
  world.show('v20240729');
  await world.poll(context);
});
afterEach(() => world.stop());

const kinds = async () => (await world.received()).map(({ kind }) => kind);

test('a release that waits for its notes costs a poll nothing until they are due to be asked for', async () => {
  world.show(tag);
  const requests = countRequests(context.table);
  const looks: number[] = [];
  for (let minutes = 0; minutes <= 55; minutes += 5) {
    requests.reset();
    const before = world.github.requests().length;
    await world.poll(context);
    if (world.github.requests().length > before) looks.push(minutes);
    else expect(requests.counts(), `at ${minutes} minutes`).toEqual({ GetItem: 1, Query: 1 });
    world.advance(5 * minute);
  }
  expect(looks).toEqual([0, 5, 10, 20, 40]);
});

test('its announcement without details is due in time, whether or not its notes are', async () => {
  context = { ...context, limits: { pendingAfterMs: 30 * minute, giveUpAfterMs: 70 * minute } };
  world.show(tag);
  const heard = [];
  for (let minutes = 0; minutes <= 80; minutes += 5) {
    await world.poll(context);
    heard.push(...(await kinds()).map((kind) => [minutes, kind]));
    world.advance(5 * minute);
  }
  expect(heard).toEqual([
    [30, 'new-release'],
    [70, 'details-unavailable'],
  ]);
});

test('a release that gains a track is worked on at once, and is due again when it was', async () => {
  world.github.publish(tag, { name: null, body: wholeNotes });
  world.show(tag, 'us-east-1', half);
  await world.poll(context);
  expect(await kinds()).toEqual(['new-release']);
  world.advance(10 * minute);
  world.show(tag);
  expect(await world.poll(context)).toMatchObject({ releases: [{ release: tag }], published: [] });
  expect(await openReleases(context.table, context.stream, context.now())).toEqual([]);
  world.advance(50 * minute);
  expect(await openReleases(context.table, context.stream, context.now())).toEqual([tag]);
  expect(world.github.requests()).toHaveLength(1);
});

test('a release that fails stays due', async () => {
  world.show(tag);
  const deaf = { ...context, topicArn: 'arn:aws:sns:us-east-1:000000000000:gone' };
  world.github.publish(tag, { name: null, body: wholeNotes });
  expect(await world.poll(deaf)).toMatchObject({ problems: [{ kind: 'release-failed' }] });
  world.advance(5 * minute);
  expect(await world.poll(context)).toMatchObject({ published: [{ kind: 'new-release' }] });
});

test('what an earlier version left open, with the time of its first sight in the index, is due at once', async () => {
  const detectedAt = context.now().toISOString();
  const value = {
    stream: context.stream,
    release: tag,
    status: 'detected',
    announceable: true,
    detectedAt,
    announced: {},
  };
  const key = { pk: `RELEASE#${context.stream}`, sk: tag };
  await putItem(context.table, key, value, 0, { openWork: `OPEN#${context.stream}`, openSince: detectedAt });
  world.github.publish(tag, { name: null, body: wholeNotes });
  world.advance(2 * hour);
  expect(await world.poll(context)).toMatchObject({ published: [{ kind: 'new-release' }] });
  expect((await readRelease(context.table, context.stream, tag))?.value.status).toBe('detailed');
});
