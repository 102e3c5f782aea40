import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PollContext } from '../../functions/poll/context.ts';
import { findRecordedRelease } from '../../shared/history/find-recorded-release.ts';
import { imageName } from '../../shared/parameters/image-name.ts';
import { type ReleaseTag, releaseNotesUrl } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';
import { startWorld, valueFor, type World, watched } from './world.ts';

const hour = 3_600_000;
const day = 24 * hour;

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

describe('details that lag', () => {
  const unnoted: ReleaseTag = 'v20240807';
  const showUnnoted = () => {
    for (const track of watched) world.put(track, valueFor(track, unnoted, imageName(track, unnoted)));
  };

  test('wait, are announced as pending, and as unavailable after the limit', async () => {
    world.show('v20240729');
    await world.poll();
    world.advance(9 * day);
    showUnnoted();
    expect(await world.poll()).toMatchObject({
      waiting: [unnoted],
      published: [],
      problems: [],
      failed: false,
    });
    world.advance(2 * hour);
    await world.poll();
    const [pending] = await world.received();
    expect(pending).toMatchObject({
      kind: 'new-release',
      status: 'detected',
      severity: 'unknown',
      changes: [],
      findings: [],
    });
    expect(pending?.headline).toContain('details pending');
    expect(pending?.problems).toEqual([expect.stringContaining('details-missing: v20240807')]);
    world.advance(day);
    const gaveUp = await world.poll();
    expect(gaveUp.failed).toBe(true);
    expect(gaveUp.problems).toMatchObject([{ kind: 'details-unavailable', subject: unnoted }]);
    const [unavailable] = await world.received();
    expect(unavailable).toMatchObject({ kind: 'details-unavailable', severity: 'unknown' });
    expect(await world.poll()).toMatchObject({ releases: [], published: [], problems: [] });
  });

  test('follow up once when they come', async () => {
    let noted = false;
    const late = {
      ...world.context,
      documents: [
        async (...[stream, release]: Parameters<typeof findRecordedRelease>) =>
          release === 'v20240817' && !noted ? undefined : findRecordedRelease(stream, release),
      ],
    };
    world.show('v20240729');
    await world.poll(late);
    world.show('v20240817');
    await world.poll(late);
    world.advance(2 * hour);
    await world.poll(late);
    expect((await world.received()).map(({ kind }) => kind)).toEqual(['new-release']);
    noted = true;
    world.advance(hour);
    await world.poll(late);
    const [came, ...more] = await world.received();
    expect(more).toEqual([]);
    expect(came).toMatchObject({
      kind: 'details-came',
      severity: 'breaking',
      id: 'eks-amazon-linux/v20240817/details-came',
    });
    expect(await world.poll(late)).toMatchObject({ releases: [], published: [] });
  });

  test('the next release is compared past them, with the last one whose packages are known', async () => {
    world.show('v20240729');
    await world.poll();
    world.advance(30 * day);
    showUnnoted();
    await world.poll();
    world.show('v20240817');
    // Its predecessor may have brought the same: it is waited for, as long as details are waited for.
    expect(await world.poll()).toMatchObject({ published: [], problems: [] });
    world.advance(2 * hour);
    await world.poll();
    const announced = (await world.received()).find(({ release }) => release === 'v20240817');
    expect(announced?.comparedWith).toEqual([{ release: 'v20240729', tracks: watched }]);
    expect(announced?.problems).toEqual([expect.stringContaining('release-between-unknown: v20240817')]);
    expect(await world.poll()).toMatchObject({ published: [] });
  });
});

describe('details with things that nobody has seen yet', () => {
  const [al2of29, al2of30, standardOf29, standardOf30] = watched as readonly [Track, Track, Track, Track];
  const notes = readFileSync(new URL('../fixtures/release-notes/v20240817.md', import.meta.url), 'utf8');
  const noted = (text: string): PollContext => ({
    ...world.context,
    documents: [
      async (stream, release) =>
        release === 'v20240817'
          ? { source: 'release-notes', text, url: releaseNotesUrl(release) }
          : findRecordedRelease(stream, release),
    ],
  });
  const pollWith = async (text: string) => {
    world.show('v20240729');
    await world.poll();
    world.show('v20240817');
    const result = await world.poll(noted(text));
    const [announcement] = await world.received();
    return { ...result, announcement };
  };

  test('live notes and recorded history tell the same', async () => {
    const { announcement, problems } = await pollWith(notes);
    expect(problems).toEqual([]);
    expect(announcement?.sources).toContainEqual({
      source: 'release-notes',
      url: releaseNotesUrl('v20240817'),
    });
    expect(announcement?.changes.find((change) => change.package === 'containerd')).toMatchObject({
      from: '1.7.11',
      to: '1.7.20',
    });
  });

  test('tracks of the release before that its notes do not list are left behind, and that is said', async () => {
    world.show('v20240729');
    await world.poll();
    world.show('v20240817', 'us-east-1', [al2of30, standardOf30]);
    await world.poll(noted(notes));
    const [announcement] = await world.received();
    expect(announcement).toMatchObject({ tracks: [al2of30, standardOf30], severity: 'breaking' });
    expect(announcement?.problems).toEqual([
      expect.stringContaining(
        'AL2_x86_64 and AL2023_x86_64_STANDARD, Kubernetes 1.29, which the release before',
      ),
    ]);
  });

  test('tracks that ended before the last release are no news', async () => {
    world.show('v20240703', 'us-east-1', [al2of29, standardOf29]);
    await world.poll();
    world.show('v20240729', 'us-east-1', [al2of30, standardOf30]);
    await world.poll();
    world.show('v20240817', 'us-east-1', [al2of30, standardOf30]);
    await world.poll(noted(notes));
    const announcement = (await world.received()).find(({ release }) => release === 'v20240817');
    expect(announcement?.problems).toEqual([]);
  });

  test('an unknown column is a problem of the release, once, and the other columns are read', async () => {
    const { announcement, failed, problems } = await pollWith(
      notes.replace('<th>AL2_x86_64_GPU</th>', '<th>AL2_RISCV_64</th>'),
    );
    expect(failed).toBe(true);
    expect(problems.map(({ kind, place }) => [kind, place])).toEqual([
      ['unknown-column', 'Kubernetes 1.30, line 56'],
      ['image-without-packages', 'AL2_x86_64_GPU/1.30'],
    ]);
    expect(announcement).toMatchObject({
      severity: 'breaking',
      problems: expect.arrayContaining([expect.stringContaining('AL2_RISCV_64')]),
    });
    expect((await world.poll()).problems).toEqual([]);
  });

  test('a problem with the notes is raised even when the step after them fails', async () => {
    world.show('v20240729');
    await world.poll();
    world.show('v20240817');
    const unheard = {
      ...noted(notes.replace('<th>AL2_x86_64_GPU</th>', '<th>AL2_RISCV_64</th>')),
      topicArn: 'arn:aws:sns:us-east-1:000000000000:gone',
    };
    const { problems } = await world.poll(unheard);
    expect(problems.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['unknown-column', 'release-failed']),
    );
  });

  test('a version of unknown shape is a problem, counts as unknown, and is no removal', async () => {
    const { announcement, failed, problems } = await pollWith(
      notes.replaceAll('1.1.13-1.amzn2<', '1.1.13-1.amzn2-1.amzn2<'),
    );
    expect(failed).toBe(true);
    expect(problems).toContainEqual(
      expect.objectContaining({ kind: 'unknown-version-shape', subject: 'v20240817 runc' }),
    );
    // The other minor is not in these notes at all; on AL2023 the version can be read, and moved.
    const runc = announcement?.changes.filter((change) => change.package === 'runc') ?? [];
    expect(runc.find(({ kind }) => kind === 'upgraded')?.tracks).toEqual(['AL2023_x86_64_STANDARD/1.30']);
    expect(runc.map(({ kind }) => kind)).not.toContain('removed');
    expect(announcement?.severity).toBe('breaking');
  });
});
