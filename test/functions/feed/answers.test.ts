import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diff } from '../../../cli/diff.ts';
import { readWanted, when } from '../../../cli/when.ts';
import { behaviourChanges } from '../../../shared/behaviour/behaviour-changes.ts';
import type { Difference } from '../../../shared/feed/difference.ts';
import type { Series } from '../../../shared/feed/series.ts';
import { type Site, startSite } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

describe('/v1/diff says what the command line says', () => {
  test.each([
    ['v20240729', 'v20240817', undefined, undefined],
    ['v20240729', 'v20241016', 'AL2023_x86_64_STANDARD', '1.30'],
    ['v20241016', 'v20240729', 'AL2_x86_64', undefined],
    ['v20250807', 'v20260224', undefined, '1.33'],
  ] as const)('%s → %s, %s, %s', async (from, to, amiType, kubernetes) => {
    const query = new URLSearchParams({
      from,
      to,
      ...(amiType && { amiType }),
      ...(kubernetes && { kubernetes }),
    });
    const answer = await site.json<Difference>(`/v1/diff?${query}`);
    const said = diff(from, to, { ...(amiType && { amiType }), ...(kubernetes && { kubernetes }) });
    expect(answer).toEqual(JSON.parse(JSON.stringify(said)));
  });

  test('AWS’s warnings, what came and went on the way, and what is unknown at either end', async () => {
    const warned = await site.json<Difference>('/v1/diff?from=v20250813&to=v20250829');
    expect(warned.callouts).toContainEqual({
      release: 'v20250829',
      callout: 'warning',
      link: 'https://github.com/awslabs/amazon-eks-ami/releases/tag/v20250829',
    });
    const passed = await site.json<Difference>('/v1/diff?from=v20240729&to=v20241011&kubernetes=1.30');
    expect(passed.cameAndWent).toContainEqual(
      expect.objectContaining({
        behaviourChange: 'containerd-process-exit-event-lost',
        releases: ['v20240817'],
      }),
    );
    const { tracks, unknown } = await site.json<Difference>('/v1/diff?from=v20220513&to=v20220523');
    // The notes of v20220523 have no row for the kernel of GPU images.
    const gpu = tracks.filter((track) => track.startsWith('AL2_x86_64_GPU/'));
    expect(gpu).toHaveLength(4);
    expect(unknown).toEqual({
      from: [{ package: null, tracks }],
      to: [{ package: 'kernel', tracks: gpu }],
    });
  });

  test('and that there is nothing to compare', async () => {
    const answer = await site.ask('/v1/diff?from=v20210519&to=v20260224');
    expect([answer.status, await answer.json()]).toMatchObject([400, { errors: [{ parameter: 'to' }] }]);
  });
});

test('/v1/when says what the command line says', async () => {
  const answer = await site.json('/v1/when?package=containerd&range=%3E%3D1.7.22&kubernetes=1.30');
  const said = when(readWanted('containerd>=1.7.22'), { kubernetes: '1.30' });
  expect(answer).toEqual(JSON.parse(JSON.stringify(said)));
});

describe('the timeline of a package', () => {
  test('has the steps of each track, and the behaviour changes on it', async () => {
    const { series, behaviourChanges: met } = await site.json<Series>(
      '/v1/packages/containerd/timeline?amiType=AL2023_x86_64_STANDARD&kubernetes=1.30',
    );
    expect(series.map(({ tracks }) => tracks)).toEqual([['AL2023_x86_64_STANDARD/1.30']]);
    const steps = series[0]?.steps.map(({ release, upstream, change }) => [release, upstream, change]) ?? [];
    expect(steps).toEqual(
      expect.arrayContaining([
        ['v20240817', '1.7.20', 'upgraded'],
        ['v20240828', '1.7.11', 'downgraded'],
      ]),
    );
    const exit = met.find(({ id }) => id === 'containerd-process-exit-event-lost');
    expect(exit?.events.map(({ release, direction }) => [release, direction])).toEqual([
      ['v20240817', 'introduced'],
      ['v20240828', 'reverted'],
    ]);
  });

  test('of one that there is not, names those that there are', async () => {
    const answer = await site.ask('/v1/packages/leftpad/timeline');
    expect([answer.status, await answer.json()]).toMatchObject([
      404,
      { detail: expect.stringContaining('containerd') },
    ]);
  });
});

describe('a symptom', () => {
  test.each(behaviourChanges.flatMap(({ id, symptoms }) => symptoms.logs.map((log) => [id, log] as const)))(
    'of %s is found by its log line, amid what a log has around it: %s',
    async (id, log) => {
      const symptom = `2024-08-20T03:14:15.926535Z ip-10-0-1-2 kubelet[4711]: E0820 ${log} pod="kube-system/aws-node-x7k2p"`;
      const { behaviourChanges: found } = await site.json<{
        behaviourChanges: { id: string; matched: string[] }[];
      }>(`/v1/behaviour-changes?${new URLSearchParams({ symptom })}`);

      // Entries can share a log line, up to five of them.
      expect(found.slice(0, 5)).toContainEqual(
        expect.objectContaining({ id, matched: expect.arrayContaining([log]) }),
      );
    },
  );

  test('that nothing explains has no candidates', async () => {
    const answer = await site.json('/v1/behaviour-changes?symptom=zzz%20qqq%20xyzzy');
    expect(answer).toEqual({ behaviourChanges: [] });
  });
});

test('an unseen release has an empty matrix with all of its rows', async () => {
  const answer = await site.json<{ tracks: string[]; regions: unknown[] }>('/v1/rollout/v20240817');
  expect(answer.regions).toEqual([]);
  expect(answer.tracks).toContain('AL2_x86_64/1.30');
});
