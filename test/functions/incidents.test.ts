import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AnnouncedChange, Announcement } from '../../shared/announce/announcement.ts';
import type { FindDocument } from '../../shared/packages/details.ts';
import { type ReleaseTag, releaseNotesUrl } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';
import { startWorld, valueFor, type World } from './world.ts';

const tracks: readonly Track[] = [
  'AL2_x86_64/1.30',
  'AL2_x86_64_GPU/1.30',
  'AL2023_x86_64_STANDARD/1.30',
  'AL2023_x86_64_NVIDIA/1.30',
];

let world: World;
beforeEach(async () => {
  world = await startWorld({ tracks });
});
afterEach(() => world.stop());

/** What people hear when AWS publishes these one after the other, the first of them as the baseline. */
async function told(releases: readonly ReleaseTag[], watched = tracks): Promise<readonly Announcement[]> {
  const context = { ...world.context, tracks: watched };
  for (const release of releases) {
    world.show(release, 'us-east-1', watched);
    expect((await world.poll(context)).failed).toBe(false);
    world.advance(60_000);
  }
  return world.received();
}

const movesOf = ({ changes }: Announcement, name: string) =>
  changes
    .filter((change) => change.package === name)
    .map(({ kind, from, to, tracks: where }: AnnouncedChange) => [kind, from, to, where]);

const findingsOf = ({ findings }: Announcement) =>
  findings.map(({ behaviourChange, direction }) => `${behaviourChange} ${direction}`).sort();

describe('releases that made people’s nights short', () => {
  test('containerd 1.7.20 comes, goes, and comes back as 1.7.22 on AL2 before AL2023', async () => {
    const releases = ['v20240729', 'v20240817', 'v20240828', 'v20241011', 'v20241016'] as const;
    const heard = await told(releases);
    expect(heard.map(({ release, kind }) => [release, kind])).toEqual(
      releases.slice(1).map((release) => [release, 'new-release']),
    );
    const [came, went, al2, al2023] = heard;
    if (!came || !went || !al2 || !al2023) throw new Error('Four announcements were expected.');
    const [al2Tracks, al2023Tracks] = [tracks.slice(0, 2), tracks.slice(2, 3)];
    const all = [...al2Tracks, ...al2023Tracks];
    expect(movesOf(came, 'containerd')).toEqual([['upgraded', '1.7.11', '1.7.20', all]]);
    expect(movesOf(went, 'containerd')).toEqual([['downgraded', '1.7.20', '1.7.11', all]]);
    expect(movesOf(al2, 'containerd')).toEqual([['upgraded', '1.7.11', '1.7.22', al2Tracks]]);
    expect(movesOf(al2023, 'containerd')).toEqual([['upgraded', '1.7.11', '1.7.22', tracks.slice(2)]]);
    expect(heard.map(({ severity }) => severity)).toEqual(['breaking', 'behaviour', 'breaking', 'breaking']);
    expect(findingsOf(came)).toEqual(
      expect.arrayContaining([
        'containerd-empty-resolv-conf-no-fallback introduced',
        'containerd-process-exit-event-lost introduced',
      ]),
    );
    expect(findingsOf(went)).toEqual(
      expect.arrayContaining([
        'containerd-empty-resolv-conf-no-fallback reverted',
        'containerd-process-exit-event-lost reverted',
      ]),
    );
    for (const back of [al2, al2023]) {
      expect(findingsOf(back)).toContain('containerd-empty-resolv-conf-no-fallback introduced');
      expect(findingsOf(back).join()).not.toContain('process-exit-event-lost');
    }
  });

  test('a limit on open files changes and no package version shows it', async () => {
    const [came, went] = await told(['v20231201', 'v20231220', 'v20231230'], ['AL2_x86_64/1.28']);
    expect(came).toMatchObject({ release: 'v20231220', severity: 'breaking' });
    expect(went?.release).toBe('v20231230');
    for (const [announcement, direction] of [
      [came, 'introduced'],
      [went, 'reverted'],
    ] as const) {
      const finding = announcement?.findings.find(({ title }) => title.includes('1024 files'));
      expect(finding?.direction).toBe(direction);
      expect(announcement?.changes.map((change) => change.package)).not.toContain('containerd');
    }
  });

  test.each<[string, ReleaseTag, ReleaseTag, string, string, readonly Track[]]>([
    ['runc', 'v20251108', 'v20251112', '1.3.3', '1.2.8', tracks.slice(0, 2)],
    ['nvidia-container-toolkit', 'v20250212', 'v20250224', '1.17.4', '1.16.1', [tracks[1] as Track]],
    ['nvidia-driver', 'v20250715', 'v20250807', '575.57.08', '570.172.08', [tracks[3] as Track]],
  ])('%s goes back in the release after %s', async (name, before, after, from, to, where) => {
    const [back, ...more] = await told([before, after]);
    expect(more).toEqual([]);
    const downgrades =
      back === undefined ? [] : movesOf(back, name).filter(([kind]) => kind === 'downgraded');
    expect(downgrades).toHaveLength(1);
    expect(downgrades[0]?.slice(0, 3)).toEqual(['downgraded', from, to]);
    expect(downgrades[0]?.[3]).toEqual(expect.arrayContaining([...where]));
  });
});

test('containerd 2.2.1 arrives, and images with a symlink for /etc/passwd fail', async () => {
  const track: Track = 'AL2023_x86_64_STANDARD/1.33';
  const release = 'v20260318';
  const name = `amazon-eks-node-al2023-x86_64-standard-1.33-${release}`;
  const row = (cells: string) => `<tr>${cells}</tr>`;
  const body = `<details>\n<summary><b>Kubernetes 1.33</b></summary>\n<table>${row('<th>AMI Names</th><th>Release version</th><th>Included artifacts</th>')}
${row(`<td>${name}</td><td>1.33.8-20260318</td><td>s3://x/</td>`)}</table>\n<table>${row('<th>Package</th><th>AL2023_x86_64_STANDARD</th>')}
${row('<td>containerd</td><td>2.2.1-1.amzn2023.0.1</td>')}</table>\n</details>\n`;
  const notes: FindDocument = async (stream, tag) =>
    tag === release
      ? { source: 'release-notes', text: body, url: releaseNotesUrl(release) }
      : world.context.documents[0]?.(stream, tag);
  const context = { ...world.context, tracks: [track], documents: [notes] };
  world.show('v20260224', 'us-east-1', [track]);
  await world.poll(context);
  world.put(track, valueFor(track, release, name));
  expect((await world.poll(context)).failed).toBe(false);
  const [came, ...more] = await world.received();
  if (came === undefined) throw new Error('An announcement was expected.');
  expect(more).toEqual([]);
  expect(movesOf(came, 'containerd').map(([kind, , to]) => [kind, to])).toEqual([['upgraded', '2.2.1']]);
  expect(came.severity).toBe('breaking');
  expect(findingsOf(came)).toContain('containerd-221-passwd-symlink introduced');
});

test('a defect that no table shows is told when it comes and when it goes, and its warning is linked to', async () => {
  const defect = 'nvidia-toolkit-imex-legacy-images';
  const gpu: Track = 'AL2_x86_64_GPU/1.29';
  const heard = await told(['v20241024', 'v20241109', 'v20241115', 'v20241121'], [gpu]);
  expect(heard.map(({ release }) => release)).toEqual(['v20241109', 'v20241115', 'v20241121']);
  const [came, warned, went] = heard;
  expect(came?.severity).toBe('breaking');
  expect(came?.findings.map(({ behaviourChange }) => behaviourChange)).toContain(defect);
  expect(warned?.references?.callouts).not.toEqual([]);
  expect(went === undefined ? [] : findingsOf(went)).toContain(`${defect} reverted`);
});

describe('what AWS took back before anybody needed it', () => {
  const track: Track = 'AL2_x86_64/1.22';

  test.each<[ReleaseTag, ReleaseTag, ReleaseTag]>([
    ['v20220429', 'v20220513', 'v20220526'],
    ['v20220926', 'v20221027', 'v20221101'],
    ['v20230203', 'v20230211', 'v20230217'],
  ])('between %s and the next, %s is told as withdrawn and as nothing else', async (good, bad, next) => {
    const context = { ...world.context, tracks: [track] };
    for (const [index, release] of [good, bad, next].entries()) {
      world.put(track, valueFor(track, release, `amazon-eks-node-1.22-${release}`, 'abc'[index]));
      await world.poll(context);
      world.advance(60_000);
    }
    const heard = await world.received();
    expect(heard.map(({ release, kind }) => [release, kind])).toEqual([
      [bad, 'withdrawn'],
      [next, 'new-release'],
    ]);
    expect(heard[1]?.comparedWith.map(({ release }) => release)).toEqual([good]);
  });

  test.each<ReleaseTag>(['v20260128', 'v20260311'])('%s, abandoned', async (bad) => {
    const notes: FindDocument = async (stream, release) =>
      release === bad
        ? { source: 'release-notes', text: '', url: releaseNotesUrl(release), withdrawn: 'abandoned' }
        : world.context.documents[0]?.(stream, release);
    const used = 'AL2023_x86_64_STANDARD/1.33' as const;
    const context = { ...world.context, tracks: [used], documents: [notes] };
    world.show('v20260120', 'us-east-1', [used]);
    await world.poll(context);
    world.put(used, valueFor(used, bad, `amazon-eks-node-al2023-x86_64-standard-1.33-${bad}`));
    await world.poll(context);
    const [only, ...more] = await world.received();
    expect(more).toEqual([]);
    expect(only).toMatchObject({ release: bad, kind: 'withdrawn' });
    expect(only?.headline).toMatch(/taken back/i);
  });
});
