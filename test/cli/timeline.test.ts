import { describe, expect, test } from 'vitest';
import { plotSteps } from '../../cli/plot.ts';
import { timeline } from '../../cli/timeline.ts';
import { amiwatch } from './command.ts';

describe('the timeline of a package on a track', () => {
  const { moments } = timeline('containerd', 'AL2023_x86_64_STANDARD/1.30');
  const at = (release: string) => moments.find((moment) => moment.release === release);

  test.each([
    ['v20240514', undefined],
    ['v20240817', 'upgraded'],
    ['v20240828', 'downgraded'],
    ['v20240904', undefined],
    ['v20250419', 'rebuilt'],
    ['v20251209', 'upgraded'],
  ])('%s: %s', (release, change) => {
    expect(at(release)?.change).toBe(change);
  });

  test('what AWS took back is marked, and the next release is compared with the last good one', () => {
    expect(at('v20260128')).toMatchObject({ withdrawn: 'abandoned', change: 'rebuilt' });
    expect(at('v20260129')).toMatchObject({ change: 'rebuilt', version: '2.1.5-1.amzn2023.0.4' });
  });

  test('a name of upstream is its package, and a package goes and comes', () => {
    const docker = timeline('dockerd', 'AL2_x86_64_GPU/1.25').moments.map(({ release, change }) => [
      release,
      change,
    ]);
    expect(docker).toContainEqual(['v20230406', 'removed']);
    expect(docker[0]?.[1]).toBeUndefined();
  });
});

describe('the plot', () => {
  const day = 86_400_000;
  const dateOf = (at: number) => `day ${at / day}`;

  test('has a bar from each point to the next, and each point shows', () => {
    const points = [
      { at: 0, row: 'a' },
      { at: 10 * day, row: 'b' },
      { at: 10 * day + 1, row: 'a' },
      { at: 20 * day, row: 'b' },
    ];
    expect(plotSteps(points, ['b', 'a'], 28, dateOf)).toEqual([
      'b ┤            █          █',
      'a ┤███████████████████████',
      '  └────────────────────────',
      '   day 0             day 20',
    ]);
  });

  test.each([[[]], [[{ at: 0, row: 'a' }]]])('of %j', (points) => {
    const lines = plotSteps(points, ['a'], 40, dateOf);
    expect(lines).toHaveLength(points.length === 0 ? 0 : 3);
  });

  test('is as wide as it may be', () => {
    const lines = plotSteps(
      [
        { at: 0, row: 'long-label' },
        { at: day, row: 'x' },
      ],
      ['x', 'long-label'],
      60,
      dateOf,
    );
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
  });
});

test('the command prints a table and a plot', async () => {
  const { code, stdout } = await amiwatch(['history', 'containerd', '--track', 'AL2_x86_64/1.30']);
  expect(code).toBe(0);
  expect(stdout).toContain('\nv20240817  2024-08-17  1.7.20-1.amzn2.0.1      upgraded\n');
  expect(stdout).toMatch(/\n1\.7\.20 ┤ +█+\n/);
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

test('and one JSON object with every release', async () => {
  const { stdout } = await amiwatch(['history', 'kernel', '--track', 'AL2_x86_64/1.23', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    package: 'kernel',
    track: 'AL2_x86_64/1.23',
    moments: expect.arrayContaining([
      expect.objectContaining({ release: 'v20221027', withdrawn: 'recalled' }),
    ]),
  });
});
