import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Announcement, announcementSchema } from '../../shared/announce/announcement.ts';
import { amiTypeOf, type Minor, minorOf, operatingSystemOf } from '../../shared/parameters/track.ts';
import { amiwatch } from './command.ts';

/** The story of containerd 1.7.20: published, taken back, and come again for good. */
const window = ['replay', '--from', 'v20240729', '--to', 'v20241016', '--json'];

const announcementsIn = (stdout: string): readonly Announcement[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => announcementSchema.parse(JSON.parse(line)));

let reference: readonly Announcement[];
beforeAll(async () => {
  const { code, stderr, stdout } = await amiwatch(window);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  reference = announcementsIn(stdout);
});

const of = (release: string): Announcement => {
  const [announcement, ...more] = reference.filter((candidate) => candidate.release === release);
  if (announcement === undefined || more.length > 0)
    throw new Error(`${release} has not exactly one announcement.`);
  return announcement;
};
const findings = (release: string) =>
  of(release).findings.map(({ behaviourChange, direction }) => `${direction} ${behaviourChange}`);
const systemsOf = (tracks: Announcement['tracks']) => [
  ...new Set(tracks.map((track) => operatingSystemOf(amiTypeOf(track)))),
];

describe('replay --json tells the story of containerd 1.7.20', () => {
  test('one announcement a release, and none for the baseline', () => {
    expect(reference.map(({ id }) => id)).toEqual(
      [
        'v20240817',
        'v20240828',
        'v20240904',
        'v20240910',
        'v20240917',
        'v20240924',
        'v20240928',
        'v20241011',
        'v20241016',
      ].map((release) => `eks-amazon-linux/${release}/new-release`),
    );
  });

  test('v20240817: 1.7.11 → 1.7.20 everywhere, two breaking changes introduced', () => {
    const { changes, findings: told, severity, tracks } = of('v20240817');
    expect(severity).toBe('breaking');
    expect(changes.filter((change) => change.package === 'containerd')).toMatchObject([
      { kind: 'upgraded', level: 'patch', from: '1.7.11', to: '1.7.20', tracks },
    ]);
    expect(systemsOf(tracks)).toEqual(['AL2', 'AL2023']);
    const minors: readonly Minor[] = ['1.22', '1.23', '1.24', '1.25', '1.26', '1.27', '1.28', '1.29', '1.30'];
    expect(new Set(tracks.map(minorOf))).toEqual(new Set(minors));
    expect(findings('v20240817')).toEqual([
      'introduced containerd-empty-resolv-conf-no-fallback',
      'introduced containerd-process-exit-event-lost',
      'introduced cni-cache-reset',
    ]);
    for (const finding of told.filter(({ packages }) => packages.includes('containerd'))) {
      expect(finding).toMatchObject({ severity: 'breaking', tracks });
      expect(finding.remediation.length).toBeGreaterThan(0);
      expect(finding.references.length).toBeGreaterThan(0);
    }
  });

  test('v20240828: silently back to 1.7.11, both taken back', () => {
    const { changes, severity, tracks } = of('v20240828');
    expect(severity).toBe('behaviour');
    expect(changes[0]).toMatchObject({
      package: 'containerd',
      kind: 'downgraded',
      from: '1.7.20',
      to: '1.7.11',
      tracks,
    });
    expect(findings('v20240828').filter((finding) => finding.startsWith('reverted'))).toEqual([
      'reverted containerd-empty-resolv-conf-no-fallback',
      'reverted containerd-process-exit-event-lost',
    ]);
  });

  test.each([
    ['v20241011', ['AL2']],
    ['v20241016', ['AL2023']],
  ])('%s: 1.7.22 on %s brings one of them back for good', (release, systems) => {
    const { changes, findings: told, severity } = of(release);
    expect(severity).toBe('breaking');
    const containerd = changes.filter((change) => change.package === 'containerd');
    expect(containerd).toMatchObject([{ from: '1.7.11', to: '1.7.22' }]);
    expect(systemsOf(containerd[0]?.tracks ?? [])).toEqual(systems);
    expect(findings(release)).toEqual(['introduced containerd-empty-resolv-conf-no-fallback']);
    expect(told[0]?.tracks).toEqual(containerd[0]?.tracks);
  });

  test('what is between has nothing to do with containerd, and is routine but for a new driver and a kernel', () => {
    const between = reference.filter(({ release }) => release > 'v20240828' && release < 'v20241011');
    expect(between.map(({ because, severity }) => [severity, because])).toEqual([
      ['unreviewed', 'unreviewed: nvidia-driver 535 → 550: a new line'],
      ['routine', 'no known behaviour change came or went'],
      ['routine', 'no known behaviour change came or went'],
      ['behaviour', 'kernel-510225-qemu-user is introduced'],
      ['behaviour', 'nvidia-toolkit-cve-2024-0132 is reverted'],
    ]);
  });
});

describe('on one table', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'amiwatch-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('a second replay announces nothing', async () => {
    const args = [...window, '--data', join(folder, 'twice')];
    expect(announcementsIn((await amiwatch(args)).stdout)).toEqual(reference);
    expect(await amiwatch(args)).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('kill -9 at any moment, and again: the same announcements, none missing, none twice', async () => {
    const args = [...window, '--data', join(folder, 'killed')];
    const output = join(folder, 'heard');
    let kills = 0;
    // Starting takes about half a second; from there the kills walk through the replay in growing steps, so that a slow
    // machine gets there too.
    for (let afterMs = 350; ; afterMs *= 1.17) {
      const { code, stderr } = await amiwatch(args, { afterMs, appendTo: output });
      if (code !== null) {
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
        break;
      }
      kills += 1;
    }
    expect(kills).toBeGreaterThan(2);
    expect(announcementsIn(readFileSync(output, 'utf8'))).toEqual(reference);
  }, 180_000);
});

test('a person reads the summary, and is told what would have woken them up', async () => {
  const { code, stdout } = await amiwatch(['replay', '--once', '--fail-on', 'breaking']);
  expect(code).toBe(1);
  expect(stdout).toContain('10 releases seen');
  expect(stdout).toContain('9 announcements: 3 breaking, 1 unreviewed, 3 behaviour, 2 routine.');
  expect(stdout).toMatch(/woken you up:\n\s+v20240817 {2}containerd 1\.7\.11 → 1\.7\.20/);
  // Commands and addresses stay whole, to be copied.
  const wide = stdout.split('\n').filter((line) => line.length > 80 && !/`.+`|https:\/\//.test(line));
  expect(wide).toEqual([]);
});
