import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Fault } from '../../infra/local/ssm-endpoint.ts';
import { latestReports } from '../../shared/aws/reports.ts';
import { recommendedParameter } from '../../shared/parameters/parameter-name.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import { startWorld, valueFor, type World, watched } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const reportOf = async (release: ReleaseTag) =>
  (await latestReports(world.context.table, 'eks-amazon-linux', 20)).find(
    (report) => report.release === release,
  );

describe('bad input is a named problem of one item, and all others go on', () => {
  const [broken = 'AL2_x86_64/1.29', ...sound] = watched;
  const name = recommendedParameter(broken);

  test.each([
    ['value-not-json', 'ami-0123456789abcdef0'],
    ['value-unknown-shape', '{"schema_version":"3"}'],
    ['image-name-unknown', valueFor(broken, 'v20240817', 'ubuntu-eks/k8s_1.30')],
    ['image-mismatch', valueFor(broken, 'v20240817', 'amazon-eks-node-1.30-v20240817')],
  ])('%s', async (kind, value) => {
    world.show('v20240729');
    await world.poll();
    world.show('v20240817');
    world.put(broken, value);
    const { failed, problems } = await world.poll();
    expect(failed).toBe(true);
    expect(problems).toMatchObject([{ kind, subject: name, place: 'us-east-1' }]);
    const [announcement] = await world.received();
    expect(announcement?.rollout).toMatchObject([{ tracks: sound.length }]);
    expect(announcement?.severity).toBe('breaking');
  });

  test('a parameter that vanished is a problem once, one that never was is none, and one that returns goes on', async () => {
    const [gone = broken] = sound;
    world.show('v20240729', 'us-east-1', sound);
    expect((await world.poll()).problems).toEqual([]);
    world.put(gone, undefined);
    const { problems } = await world.poll();
    expect(problems).toMatchObject([{ kind: 'parameter-vanished', subject: recommendedParameter(gone) }]);
    expect(await world.poll()).toMatchObject({ problems: [], releases: [] });
    world.show('v20240729', 'us-east-1', sound);
    expect(await world.poll()).toMatchObject({ problems: [], published: [] });
    world.put(gone, undefined);
    expect((await world.poll()).problems).toHaveLength(1);
    world.show('v20240817', 'us-east-1', sound);
    expect((await world.poll()).published).toMatchObject([
      { comparedWith: [{ release: 'v20240729', tracks: sound }] },
    ]);
  });

  test.each<[string, Fault, RegExp]>([
    ['answers with a page', { kind: 'body', body: '<html>' }, /ssm:GetParameters/],
    [
      'a policy denies',
      {
        kind: 'error',
        type: 'AccessDeniedException',
        message: 'an explicit deny in a service control policy',
      },
      /explicit deny in a service control policy/,
    ],
  ])('a Region that %s leaves the other alone', async (_, fault, said) => {
    const both = { ...world.context, regions: ['us-east-1', 'eu-west-1'] };
    world.show('v20240729', 'us-east-1');
    world.show('v20240729', 'eu-west-1');
    await world.poll(both);
    world.ssm.fault(({ region }) => (region === 'eu-west-1' ? fault : undefined));
    world.show('v20240817', 'us-east-1');
    world.show('v20240817', 'eu-west-1');
    const { failed, problems } = await world.poll(both);
    expect(failed).toBe(true);
    expect(problems).toMatchObject([
      { kind: 'parameters-unread', place: 'eu-west-1', message: expect.stringMatching(said) },
    ]);
    expect(await world.received()).toMatchObject([{ release: 'v20240817' }]);
    world.ssm.fault(() => undefined);
    expect((await world.poll(both)).problems).toEqual([]);
    expect((await reportOf('v20240817'))?.rollout).toHaveLength(2);
  });

  test('throttled calls are tried again', async () => {
    world.show('v20240729');
    world.ssm.fault(({ count }) => (count <= 2 ? { kind: 'throttle' } : undefined));
    expect(await world.poll()).toMatchObject({
      failed: false,
      problems: [],
      releases: [{ release: 'v20240729' }],
    });
  });

  test('a source that fails is a problem, and the release waits', async () => {
    const failing = async () => {
      throw new Error('connection reset');
    };
    world.show('v20240729');
    const { problems, waiting } = await world.poll({ ...world.context, documents: [failing] });
    expect(problems).toMatchObject([{ kind: 'source-failed', subject: 'v20240729' }]);
    expect(waiting).toEqual(['v20240729']);
    expect((await world.poll()).problems).toEqual([]);
  });
});
