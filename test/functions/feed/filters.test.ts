import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonFeed } from '../../../shared/feed/json-feed.ts';
import type { Report } from '../../../shared/report/report.ts';
import { type Site, startSite } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

const reportsAt = async (query: string): Promise<readonly Report[]> => {
  const feed = await site.json<JsonFeed>(`/feed.json?${query}`);
  return feed.items.map((item) => item._amiwatch);
};

describe('a feed has the releases that are asked for', () => {
  test('by severity, repeated or joined by commas', async () => {
    const reports = await reportsAt('severity=breaking');
    expect(reports.map(({ release }) => release)).toContain('v20240817');
    expect(new Set(reports.map(({ severity }) => severity))).toEqual(new Set(['breaking']));
    const both = await reportsAt('severity=breaking,behaviour');
    expect(new Set(both.map(({ severity }) => severity))).toEqual(new Set(['breaking', 'behaviour']));
    expect(await reportsAt('severity=breaking&severity=behaviour')).toEqual(both);
  });

  test('by AMI type and minor, which have to meet on one track', async () => {
    const [newest] = await reportsAt('amiType=AL2_x86_64&kubernetes=1.32');
    expect(newest?.tracks).toContain('AL2_x86_64/1.32');
    // AL2 ended with 1.32: later releases have AL2 and have 1.33, and not the two together.
    expect(await reportsAt('amiType=AL2_x86_64&kubernetes=1.33')).toEqual([]);
  });

  test('by severity on the AMI type that is asked for, whatever breaks the others', async () => {
    const type = 'AL2023_x86_64_STANDARD';
    const asked = await reportsAt(`severity=breaking&amiType=${type}`);
    expect(asked.map(({ release }) => release)).toContain('v20240817');
    // It breaks AL2 alone.
    expect(asked.map(({ release }) => release)).not.toContain('v20250715');
    const isBreaking = ({ findings, risks }: Report) =>
      [...findings.filter(({ direction }) => direction === 'introduced'), ...risks].some(
        ({ severity, tracks }) =>
          severity === 'breaking' && tracks.some((track) => track.startsWith(`${type}/`)),
      );
    expect(asked.filter((report) => !isBreaking(report))).toEqual([]);
  });

  test('by package and behaviour change, which have to meet on one track', async () => {
    const releases = async (query: string) => (await reportsAt(query)).map(({ release }) => release);
    const id = 'minor-eol-no-more-amis';
    expect(await releases(`package=kernel&behaviourChange=${id}`)).toContain('v20251209');
    expect(await releases(`behaviourChange=${id}`)).toContain('v20251209');
    expect(await releases(`package=containerd&behaviourChange=${id}`)).not.toContain('v20251209');
    const met = 'package=containerd&behaviourChange=containerd-process-exit-event-lost';
    expect(await releases(met)).toContain('v20240817');
  });

  test('by package, on the tracks that are asked for', async () => {
    const reports = await reportsAt('package=containerd&amiType=AL2023_x86_64_STANDARD&kubernetes=1.30');
    expect(reports.length).toBeGreaterThan(5);
    for (const { changes } of reports)
      expect(
        changes.some(
          (change) =>
            change.package === 'containerd' && change.tracks.includes('AL2023_x86_64_STANDARD/1.30'),
        ),
      ).toBe(true);
    // A raw name of upstream's is the package too.
    expect(await reportsAt('package=kernel6.12')).toEqual(await reportsAt('package=kernel'));
  });

  test('by behaviour change: where it came and where it went', async () => {
    const reports = await reportsAt('behaviourChange=containerd-process-exit-event-lost');
    expect(reports.map(({ release }) => release).slice(-2)).toEqual(['v20240828', 'v20240817']);
  });

  test('before a release', async () => {
    const [first] = await reportsAt('before=v20240828');
    expect(first?.release).toBe('v20240817');
  });
});

describe('a wrong filter is named, with what is allowed', () => {
  test.each([
    ['severity=grave', 'severity', 'breaking'],
    ['amiType=AL3', 'amiType', 'AL2023_x86_64_STANDARD'],
    ['kubernetes=1.99', 'kubernetes', '1.33'],
    ['package=leftpad', 'package', 'containerd'],
    ['behaviourChange=none-such', 'behaviourChange', 'containerd-process-exit-event-lost'],
    ['colour=red', 'colour', 'severity'],
  ])('%s', async (query, parameter, allowed) => {
    const answer = await site.ask(`/feed.json?${query}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
    const problem = (await answer.json()) as {
      detail: string;
      errors: { parameter: string; allowed: string[] }[];
    };
    expect(problem.errors[0]?.parameter).toBe(parameter);
    expect(problem.errors[0]?.allowed).toContain(allowed);
    expect(problem.detail).toContain(parameter);
  });

  test.each([
    'before=yesterday',
    'kubernetes=latest',
    'before=v20240817&before=v20240828',
    `severity=${'breaking,'.repeat(40)}breaking`,
  ])('%s', async (query) => {
    const answer = await site.ask(`/feed.json?${query}`);
    expect(answer.status).toBe(400);
  });
});
