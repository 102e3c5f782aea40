import { expect, test } from 'vitest';
import type { PollResult } from '../../functions/poll/poll.ts';
import type { GithubFault } from '../../infra/local/github-endpoint.ts';
import type { Announcement } from '../../shared/announce/announcement.ts';
import { readHeads } from '../../shared/aws/records.ts';
import { latestReports } from '../../shared/aws/reports.ts';
import { hour, minute, notes, startGithubWorld } from './github-notes.ts';
import { regions, watched } from './world.ts';

/** The same numbers below 1 at every run (mulberry32), so that a failure can be looked at again. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const [throttled, hanging, garbled] = regions;
const tag = 'v20240817';
/** Of GitHub. Long enough for 1 MB on a busy machine, so that each fault fails for its own reason. */
const patienceMs = 2_000;

/** What GitHub does at each request, one after the other, before it answers what it has. */
const githubFaults = (now: Date): readonly (GithubFault | undefined)[] => [
  undefined,
  {
    kind: 'answer',
    status: 403,
    headers: {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(now.getTime() / 1000 + 30 * 60),
    },
  },
  { kind: 'huge', bytes: 5_000_000 },
  { kind: 'slow' },
  { kind: 'reset' },
];

test('everything goes wrong at once: what works is done, what fails is seen, nothing is told wrongly or twice', async () => {
  const world = await startGithubWorld();
  const all = { ...world.watching({ timeoutMs: patienceMs }), regions: [...regions] };
  const heard: Announcement[] = [];
  const problems: PollResult['problems'][number][] = [];
  const pollAll = async () => {
    const result = await world.poll(all);
    problems.push(...result.problems);
    expect(result.failed).toBe(result.problems.length > 0);
    heard.push(...(await world.received()));
    return result;
  };
  const show = (release: 'v20240729' | typeof tag) => {
    for (const region of regions) world.show(release, region);
  };
  try {
    show('v20240729');
    await pollAll();
    expect([heard, problems]).toEqual([[], []]);

    const random = seeded(7);
    let calm = false;
    world.ssm.fault(({ region }) => {
      if (calm) return undefined;
      if (region === hanging) return { kind: 'hang' };
      if (region === garbled) return { kind: 'body', body: '<html>Service Unavailable</html>' };
      return region === throttled && random() < 0.3 ? { kind: 'throttle' } : undefined;
    });
    show(tag);
    const faults = githubFaults(all.now());
    let request = 0;
    world.github.fault(() => faults[request++]);

    // One poll meets every fault of SSM; the Region that hangs costs it its whole patience.
    await pollAll();
    expect(problems.map(({ kind, place }) => [kind, place])).toEqual(
      expect.arrayContaining([
        ['parameters-unread', hanging],
        ['parameters-unread', garbled],
      ]),
    );
    expect(problems.filter(({ place }) => place === throttled)).toEqual([]);
    calm = true;

    // GitHub's faults come one at a time, hours apart; meanwhile the release is told without its details, once.
    for (let polls = 0; polls < 60 && request <= faults.length; polls += 1) {
      world.advance(20 * minute);
      await pollAll();
    }
    expect(request).toBeGreaterThan(faults.length);
    expect(heard).toMatchObject([
      { kind: 'new-release', release: tag, status: 'detected', severity: 'unknown' },
    ]);
    const sourceFailures = problems
      .filter(({ kind }) => kind === 'source-failed')
      .map(({ message }) => message);
    expect(sourceFailures).toEqual([
      expect.stringMatching(/1,?048,?576|1 MB|MiB|bytes/i),
      expect.stringMatching(/no whole answer within/),
      expect.any(String),
    ]);

    world.github.publish(tag, { name: `AMI Release ${tag}`, body: notes, prerelease: true });
    for (let polls = 0; polls < 12; polls += 1) {
      world.advance(hour);
      await pollAll();
    }
    expect(heard.map(({ kind, severity }) => [kind, severity])).toEqual([
      ['new-release', 'unknown'],
      ['details-came', 'breaking'],
    ]);
    expect(new Set(heard.map(({ id }) => id)).size).toBe(heard.length);

    // Every Region has caught up, the ones that failed too.
    for (const region of regions) {
      const heads = (await readHeads(all.table, region))?.value.heads ?? {};
      expect(watched.map((track) => heads[track]?.release)).toEqual(watched.map(() => tag));
    }
    const [report] = await latestReports(all.table, all.stream, 1);
    expect(report).toMatchObject({ release: tag, status: 'detailed' });
    expect(report?.rollout.map(({ region }) => region).sort()).toEqual([...regions].sort());
  } finally {
    await world.stop();
  }
});
