import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PollContext } from '../../functions/poll/context.ts';
import { latestReports } from '../../shared/aws/reports.ts';
import { findRecordedRelease } from '../../shared/history/find-recorded-release.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Report } from '../../shared/report/report.ts';
import { regions, startWorld, type World, watched } from './world.ts';

const minute = 60_000;
const hour = 60 * minute;

let world: World;
let context: PollContext;
beforeEach(async () => {
  world = await startWorld();
  context = world.describing;
});
afterEach(() => world.stop());

/** The ids of the last call. */
function idsAsked(): readonly string[] {
  return world.ec2.calls().at(-1)?.imageIds ?? [];
}

async function reportOf(release: ReleaseTag): Promise<Report> {
  const reports = await latestReports(context.table, context.stream, 20);
  const report = reports.find((each) => each.release === release);
  if (report === undefined) throw new Error(`${release} has no report.`);
  return report;
}

/** Notes of v20240817 that do not come. */
const unnoted = (): PollContext => ({
  ...context,
  documents: [
    async (stream, release) => (release === 'v20240817' ? undefined : findRecordedRelease(stream, release)),
  ],
});

describe('images are looked at once', () => {
  test('in the first Region that has them; a poll without news asks for none', async () => {
    const everywhere = { ...context, regions: [...regions] };
    for (const region of regions) world.show('v20240729', region);
    await world.poll(everywhere);
    expect(world.ec2.calls()).toMatchObject([{ region: 'us-east-1' }]);
    expect(idsAsked().length).toBe(watched.length);
    await world.poll(everywhere);
    world.show('v20240817', 'eu-west-1');
    await world.poll(everywhere);
    world.show('v20240817', 'us-east-1');
    expect(await world.poll(everywhere)).toMatchObject({ problems: [], failed: false });
    expect(world.ec2.calls().map(({ region }) => region)).toEqual(['us-east-1', 'eu-west-1']);
    expect((await reportOf('v20240817')).deprecations).toEqual([
      { on: '2026-08-17', region: 'eu-west-1', tracks: watched },
    ]);
  });

  test('tracks that come later are looked at when they come, and no others', async () => {
    world.show('v20240729');
    await world.poll(context);
    world.show('v20240817', 'us-east-1', watched.slice(0, 1));
    await world.poll(context);
    world.show('v20240817');
    await world.poll(context);
    expect(world.ec2.calls().map(({ imageIds }) => imageIds.length)).toEqual([4, 1, 3]);
    expect((await reportOf('v20240817')).sources).toContainEqual({
      source: 'image-description',
      url: 'ec2:us-east-1',
    });
  });

  test('not at all when that is switched off', async () => {
    world.show('v20240729');
    await world.poll(world.context);
    expect(world.ec2.calls()).toEqual([]);
  });
});

describe('a release without notes', () => {
  test('has what the descriptions say, under their name, and stays pending', async () => {
    world.show('v20240729');
    await world.poll(context);
    world.show('v20240817');
    await world.poll(unnoted());
    const [first = ''] = idsAsked();
    const exact = '(k8s: 1.29.6, containerd: 1.7.20-1.amzn2.0.1)';
    // The image is built anew: what was asked for before is asked for again under the new id.
    world.putImage('ami-0123456789abcdef0', {
      Name: 'amazon-eks-node-1.29-v20240817',
      OwnerId: '602401143452',
      Description: exact,
    });
    const value = JSON.stringify({
      schema_version: '2',
      image_id: 'ami-0123456789abcdef0',
      image_name: 'amazon-eks-node-1.29-v20240817',
      release_version: '1.29.6-20240817',
    });
    world.put('AL2_x86_64/1.29', value);
    expect(first).not.toBe('ami-0123456789abcdef0');
    world.advance(2 * hour);
    expect(await world.poll(unnoted())).toMatchObject({ waiting: ['v20240817'], problems: [] });
    const [pending] = await world.received();
    expect(pending).toMatchObject({ status: 'detected', changes: [], severity: 'unknown' });
    expect(pending?.known).toContainEqual({
      package: 'containerd',
      version: '1.7.20-1.amzn2.0.1',
      source: 'image-description',
      tracks: ['AL2_x86_64/1.29'],
    });
    // The patterns of the other images are no versions, and what parameters say of kubelet needs no second word.
    expect(pending?.known.map(({ package: name, source }) => `${name} ${source}`)).toEqual([
      'kubelet parameters',
      'kubelet parameters',
      'containerd image-description',
    ]);
    expect(pending?.unknown).toEqual([{ package: null, tracks: watched }]);
    expect(world.ec2.calls().at(-1)?.imageIds).toEqual(['ami-0123456789abcdef0']);
  });
});

test('where notes and a description disagree both are named, and the notes are compared', async () => {
  world.show('v20240729');
  await world.poll(context);
  world.show('v20240828');
  for (const [id, image] of world.images()) {
    if (image.Name === 'amazon-eks-node-1.30-v20240828')
      world.putImage(id, { Description: '(k8s: 1.30.9, containerd: 1.7.20-1.amzn2.0.1)' });
  }
  const { published, problems } = await world.poll(context);
  // It is the release's, and nothing that an operator could mend.
  expect(problems).toEqual([]);
  const said = published[0]?.problems ?? [];
  expect(said).toHaveLength(2);
  expect(said[0]).toMatch(
    /^sources-disagree: v20240828 containerd \(AL2_x86_64, Kubernetes 1.30\): It is "1.7.11-1.amzn2.0.1" per recorded history, and "1.7.20-1.amzn2.0.1" per image descriptions\./,
  );
  expect(said[1]).toContain(
    'kubelet (AL2_x86_64, Kubernetes 1.30): It is "1.30.2" per recorded history, and "1.30.9" per',
  );
  expect(published[0]?.changes.filter((change) => change.package === 'containerd')).toEqual([]);
});

describe('what goes wrong blocks nothing', () => {
  const denied = { kind: 'error', type: 'UnauthorizedOperation', status: 403 } as const;

  test('EC2 that refuses is a problem, the release is announced, and the next poll of an open one asks again', async () => {
    world.show('v20240729');
    await world.poll(context);
    world.ec2.fault(() => denied);
    world.show('v20240817');
    const { failed, problems } = await world.poll(unnoted());
    expect(failed).toBe(true);
    expect(problems).toMatchObject([
      { kind: 'images-not-described', subject: 'v20240817', place: 'us-east-1' },
    ]);
    expect(problems[0]?.message).toContain('UnauthorizedOperation');
    const calls = world.ec2.calls().length;
    // Moments later the Region is left alone; at the next poll it is not.
    await world.poll(unnoted());
    expect(world.ec2.calls()).toHaveLength(calls);
    world.advance(5 * minute);
    world.ec2.fault(() => undefined);
    expect(await world.poll(unnoted())).toMatchObject({ problems: [], waiting: ['v20240817'] });
    expect(world.ec2.calls()).toHaveLength(calls + 1);
    world.advance(60 * minute);
    expect(await world.poll(context)).toMatchObject({ published: [{ severity: 'breaking' }] });
  });

  test('a release with notes is announced in the poll in which EC2 fails', async () => {
    world.show('v20240729');
    await world.poll(context);
    world.ec2.fault(() => denied);
    world.show('v20240817');
    expect(await world.poll(context)).toMatchObject({
      published: [{ release: 'v20240817', severity: 'breaking' }],
      problems: [{ kind: 'images-not-described' }],
    });
  });

  test('an image that does not exist is named, and the others are described', async () => {
    world.show('v20240729');
    const [gone = ''] = world.images().keys();
    world.putImage(gone, undefined);
    const { problems } = await world.poll(context);
    expect(problems).toMatchObject([{ kind: 'images-missing', message: expect.stringContaining(gone) }]);
    const [deprecation] = (await reportOf('v20240729')).deprecations ?? [];
    expect(deprecation?.tracks).toHaveLength(watched.length - 1);
  });

  test.each([
    [
      'of an account that is not known',
      { OwnerId: '123456789012' },
      'image-owner-unknown',
      'AMIWATCH_IMAGE_OWNERS',
    ],
    ['with another name', { Name: 'amazon-eks-node-1.29-v20240101' }, 'image-name-differs', 'v20240101'],
    ['described in other words', { Description: 'A node.' }, 'description-unknown', 'A node.'],
  ])(
    'an image %s is a problem once, in the report too, and its description is ignored',
    async (_, image, kind, words) => {
      world.show('v20240729');
      const [id = ''] = world.images().keys();
      world.putImage(id, image);
      const { problems } = await world.poll(context);
      expect(problems.map((problem) => problem.kind)).toEqual([kind]);
      expect(JSON.stringify(problems)).toContain(words);
      const report = await reportOf('v20240729');
      expect(report.problems).toEqual(problems);
      expect(report.deprecations?.flatMap(({ tracks }) => tracks)).toHaveLength(watched.length - 1);
      world.show('v20240729', 'eu-west-1');
      expect(await world.poll({ ...context, regions: [...regions] })).toMatchObject({ problems: [] });
      expect(world.ec2.calls()).toHaveLength(1);
    },
  );

  test('an account that is configured is known', async () => {
    const { descriptions } = context;
    if (descriptions === undefined) throw new Error('Nothing is described.');
    world.show('v20240729');
    for (const id of world.images().keys()) world.putImage(id, { OwnerId: '877085696533' });
    const owners = [...descriptions.owners, '877085696533'];
    const configured = { ...context, descriptions: { ...descriptions, owners } };
    expect(await world.poll(configured)).toMatchObject({ problems: [] });
    expect((await reportOf('v20240729')).deprecations).toHaveLength(1);
  });
});
