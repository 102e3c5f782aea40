import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createResources } from '../../infra/local/create-resources.ts';
import { announceTracks } from '../../shared/announce/announce-tracks.ts';
import { keepAnnouncement } from '../../shared/aws/records.ts';
import { type DigestWorld, daily, startDigestWorld } from './digest-world.ts';

let world: DigestWorld;
beforeEach(async () => {
  world = await startDigestWorld();
});
afterEach(() => world.stop());

const subjects = () => world.ses.sent().map(({ Content }) => Content.Simple.Subject.Data);
const texts = () => world.ses.sent().map(({ Content }) => Content.Simple.Body.Text?.Data ?? '');

/** A list that was seen on the day before, and a breaking release at noon. */
async function aDayWithNews(config: object = daily): Promise<void> {
  world.list('team', config);
  await world.run();
  world.at('2024-08-17T12:00:00Z');
  await world.announce('v20240817', 'v20240729');
}

describe('a list', () => {
  test('gets a mail of what was announced since its last one, once', async () => {
    await aDayWithNews({
      ...daily,
      replyTo: 'owner@example.com',
      unsubscribe: 'https://example.com/sign-off?list=team',
    });
    world.at('2024-08-18T07:10:00Z');
    expect((await world.run()).sent).toEqual([]);
    world.at('2024-08-18T08:10:00Z');
    expect((await world.run()).sent).toEqual([
      { list: 'team', from: '2024-08-17T08:00:00.000Z', to: '2024-08-18T08:00:00.000Z', releases: 1 },
    ]);
    world.at('2024-08-18T09:10:00Z');
    await world.run();
    expect(world.ses.sent()).toHaveLength(1);
    const [mail] = world.ses.sent();
    expect(mail).toMatchObject({
      FromEmailAddress: 'EKS AMIs <amis@example.com>',
      Destination: { ToAddresses: ['team@example.com'] },
      ReplyToAddresses: ['owner@example.com'],
    });
    expect(subjects()).toEqual(['EKS AMIs: v20240817 breaking']);
    expect(texts()[0]).toContain('containerd 1.7.11 → 1.7.20');
    expect(mail?.Content.Simple.Body.Html?.Data).toContain('containerd 1.7.11 → 1.7.20');
    expect(mail?.Content.Simple.Headers).toEqual([
      { Name: 'Auto-Submitted', Value: 'auto-generated' },
      { Name: 'List-Unsubscribe', Value: '<https://example.com/sign-off?list=team>' },
      { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
    ]);
    expect(texts()[0]).toContain('Unsubscribe: https://example.com/sign-off?list=team');
  });

  test.each([
    ['a list that it has', '2024-08-17T09:00:00Z'],
    ['a list that it meets then', undefined],
  ])('loses nothing to a clock that was days ahead for a run: %s', async (_, first) => {
    world.list('team', daily);
    if (first !== undefined) {
      world.at(first);
      await world.run();
    }
    world.at('2024-08-21T08:10:00Z');
    await world.run();
    world.at('2024-08-17T12:00:00Z');
    await world.announce('v20240817', 'v20240729');
    for (const at of ['2024-08-17T12:10:00Z', '2024-08-18T08:10:00Z', '2024-08-19T08:10:00Z']) {
      world.at(at);
      await world.run();
    }
    expect(subjects()).toEqual(['EKS AMIs: v20240817 breaking']);
  });

  test('is told what breaks, and not that a track is new instead', async () => {
    await aDayWithNews();
    const { release, detectedAt, regions, rollout, status, stream } = await world.announce(
      'v20240817',
      'v20240729',
    );
    const about = { release, detectedAt, regions, rollout, status, stream, round: 1 };
    const tracks = ['AL2023_x86_64_STANDARD/1.31'] as const;
    const later = new Date('2024-08-17T13:00:00Z');
    await keepAnnouncement(world.context.table, announceTracks({ ...about, tracks }, later));
    world.at('2024-08-18T08:10:00Z');
    await world.run();
    expect(subjects()).toEqual(['EKS AMIs: v20240817 breaking']);
    for (const said of ['BREAKING', 'What to do', 'Kubernetes 1.31 now has AMIs'])
      expect(texts()[0]).toMatch(new RegExp(said, 'i'));
  });

  test('can be signed off from by mail, which no click does', async () => {
    await aDayWithNews({ ...daily, unsubscribe: 'mailto:off@example.com' });
    world.at('2024-08-18T08:10:00Z');
    await world.run();
    const names = world.ses.sent()[0]?.Content.Simple.Headers?.map(({ Name }) => Name);
    expect(names).toEqual(['Auto-Submitted', 'List-Unsubscribe']);
  });

  test('that is new hears nothing of the past', async () => {
    await world.announce('v20240817', 'v20240729');
    world.at('2024-08-20T08:10:00Z');
    world.list('team', daily);
    await world.run();
    world.at('2024-08-21T08:10:00Z');
    await world.run();
    expect(subjects()).toEqual([]);
  });

  test('hears of days on which nothing ran in its next digest', async () => {
    await aDayWithNews();
    world.at('2024-08-19T12:00:00Z');
    await world.announce('v20240828', 'v20240817');
    world.at('2024-08-21T13:10:00Z');
    const { sent } = await world.run();
    expect(sent).toMatchObject([
      { from: '2024-08-17T08:00:00.000Z', to: '2024-08-21T08:00:00.000Z', releases: 2 },
    ]);
  });

  test('of a topic gets plain text', async () => {
    const news = await createResources(world.local, { table: 'other', topic: 'news', queue: 'news' });
    await aDayWithNews({ kind: 'sns', topicArn: news.topicArn, every: 'day' });
    world.at('2024-08-18T08:10:00Z');
    await world.run();
    const { endpoints, region } = world.local;
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const sqs = new SQSClient({ region, endpoint: endpoints.sqs, credentials });
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: news.queueUrl }));
    sqs.destroy();
    const envelope = JSON.parse(Messages?.[0]?.Body ?? '');
    expect(envelope.Subject).toBe('EKS AMIs: v20240817 breaking');
    expect(envelope.Message).toMatch(/^EKS AMI releases\n2024-08-17 08:00 to 2024-08-18 08:00 \(UTC\)\n/);
    expect(world.ses.calls()).toBe(0);
  });
});

describe('a period without news', () => {
  test('sends nothing, and costs one write', async () => {
    world.list('team', daily);
    await world.run();
    world.at('2024-08-18T08:10:00Z');
    world.tableCalls();
    expect(await world.run()).toEqual({ sent: [], problems: [], failed: false });
    expect(world.tableCalls().filter((name) => name === 'PutItemCommand')).toHaveLength(1);
    await world.run();
    expect(world.tableCalls()).toEqual(['GetItemCommand']);
    expect(world.ses.calls()).toBe(0);
  });

  test('is told to a list that wants a sign of life', async () => {
    world.list('team', { ...daily, heartbeat: true });
    await world.run();
    world.at('2024-08-18T08:10:00Z');
    await world.run();
    expect(subjects()).toEqual(['EKS AMIs: nothing new']);
    expect(texts()[0]).toContain('No EKS AMI release was announced');
  });
});

describe('a filter', () => {
  const picky = { ...daily, filter: { severities: ['breaking'], amiTypes: ['AL2023_x86_64_STANDARD'] } };

  test('leaves out what it does not ask for', async () => {
    await aDayWithNews({ ...daily, filter: { packages: ['nvidia-driver'] } });
    world.list('others', picky);
    world.at('2024-08-18T08:10:00Z');
    await world.run();
    expect(subjects()).toEqual([]);
  });

  test('lets pass what becomes of a release that it asked for', async () => {
    await aDayWithNews(picky);
    world.at('2024-08-18T08:10:00Z');
    await world.run();
    world.at('2024-08-18T12:00:00Z');
    await world.announce('v20240817', 'v20240729', 'withdrawn', { status: 'withdrawn', severity: 'routine' });
    world.at('2024-08-19T08:10:00Z');
    await world.run();
    expect(subjects()).toEqual(['EKS AMIs: v20240817 breaking', 'EKS AMIs: v20240817 taken back']);
    expect(texts()[1]).toContain('taken back by AWS');
  });
});

describe('configuration', () => {
  test('that is wrong is named with its key, and others get their digests', async () => {
    await aDayWithNews();
    world.list('broken', '{');
    world.list('weekly', { ...daily, weekday: 'monday' });
    world.list('late', { ...daily, hour: 24, timezone: 'Mars', to: ['nobody'], colour: 'red' });
    world.list('other', { kind: 'fax', every: 'day' });
    world.at('2024-08-18T08:10:00Z');
    const { failed, problems, sent } = await world.run();
    expect(failed).toBe(true);
    expect(sent.map(({ list }) => list)).toEqual(['team']);
    const said = Object.fromEntries(problems.map(({ message, subject }) => [subject, message]));
    expect(said['broken']).toBe('The parameter is not JSON.');
    expect(said['weekly']).toBe('weekday: is for every: "week" alone.');
    for (const words of [
      'hour: is not a whole hour from 0 to 23',
      'timezone: is not a time zone like Europe/Berlin',
      'to.0: is not a mail address like team@example.com',
      '"colour"',
    ])
      expect(said['late']).toContain(words);
    expect(said['other']).toContain('kind: is missing or not known; allowed: sns, ses');
  });
});
