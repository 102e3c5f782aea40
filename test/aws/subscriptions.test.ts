import { readFile } from 'node:fs/promises';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createResources, type LocalResources } from '../../infra/local/create-resources.ts';
import { type LocalAws, startLocalAws } from '../../infra/local/start-local-aws.ts';
import { announce } from '../../shared/announce/announce.ts';
import type { Announcement, AnnouncementKind } from '../../shared/announce/announcement.ts';
import { boundAnnouncement } from '../../shared/announce/bound.ts';
import { publish } from '../../shared/aws/publish.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { buildReport } from '../../shared/report/build-report.ts';
import { enormous } from '../announce/enormous.ts';
import { inputOf, recordedReports, reportOf } from '../report/recorded.ts';

const made = (report: Parameters<typeof announce>[0], kind: AnnouncementKind = 'new-release') =>
  announce(report, kind, behaviourChanges, new Date(0));

const breaking = made(reportOf('v20240817', 'v20240729'));
const takenBack = made({ ...reportOf('v20240828', 'v20240817'), status: 'withdrawn' }, 'withdrawn');
const reverting = made(reportOf('v20240828', 'v20240817'));
const pending = made(
  buildReport({ ...inputOf('v20241016'), status: 'detected', packages: undefined }, behaviourChanges),
);
/** A routine release, told of AL2023 at Kubernetes 1.30 alone. */
const routine = onlyOn('AL2023_x86_64_STANDARD/1.30', made(reportOf('v20240910', 'v20240904')));

function onlyOn(track: Announcement['tracks'][number], announcement: Announcement): Announcement {
  return { ...announcement, id: `${announcement.id}/${track}`, tracks: [track] };
}

const told: Readonly<Record<string, Announcement>> = {
  breaking,
  reverting,
  pending,
  routine,
  'taken back': takenBack,
  'breaking on AL2 1.29': onlyOn('AL2_x86_64/1.29', breaking),
  'routine at 1.34': onlyOn('AL2023_x86_64_STANDARD/1.34', { ...routine, id: 'routine' }),
  'routine on GPUs': onlyOn('AL2023_x86_64_NVIDIA/1.30', { ...routine, id: 'gpu' }),
  'routine with neither': {
    ...routine,
    id: 'neither',
    changes: routine.changes.filter((change) => !['containerd', 'runc'].includes(change.package)),
  },
};

/** The examples of docs/announcements.md by their captions, with everything that must pass; all else is a near miss. */
const passes: Readonly<Record<string, readonly string[]>> = {
  'What may break nodes, and what is not known yet': ['breaking', 'pending', 'breaking on AL2 1.29'],
  'Everything but routine releases': [
    'breaking',
    'reverting',
    'pending',
    'taken back',
    'breaking on AL2 1.29',
  ],
  'The node groups that you run': [
    'breaking',
    'reverting',
    'pending',
    'routine',
    'taken back',
    'routine with neither',
  ],
  'A release that moves containerd or runc on AL2023': [
    'breaking',
    'reverting',
    'routine',
    'routine at 1.34',
    'routine on GPUs',
    'taken back',
  ],
  'Any known behaviour change that came or went': [
    'breaking',
    'reverting',
    'taken back',
    'breaking on AL2 1.29',
  ],
  'One behaviour change that you wait for': ['breaking', 'reverting', 'taken back', 'breaking on AL2 1.29'],
  'Releases that AWS took back': ['taken back'],
  'GPU images, or anything that may break nodes': [
    'breaking',
    'pending',
    'breaking on AL2 1.29',
    'routine on GPUs',
  ],
};

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const docs = await readFile(new URL('../../docs/announcements.md', import.meta.url), 'utf8');
const examples = [...docs.matchAll(/^\*\*([^*\n]+)\.\*\*\n\n```json\n([^`]+)\n```$/gm)].map(
  ([, caption = '', policy = '']) => ({ caption, policy }),
);

let aws: LocalAws;
let resources: LocalResources;
let sns: SNSClient;
let sqs: SQSClient;

/** A queue that is subscribed with these attributes; gives what has come to it. */
async function subscribe(name: string, Attributes: Record<string, string>) {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] });
  const { QueueArn: Endpoint } = (await sqs.send(asked)).Attributes ?? {};
  await sns.send(
    new SubscribeCommand({ TopicArn: resources.topicArn, Protocol: 'sqs', Endpoint, Attributes }),
  );
  return async (): Promise<readonly Message[]> => {
    const messages: Message[] = [];
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
      );
      if (Messages.length === 0) return messages;
      messages.push(...Messages);
    }
  };
}

beforeAll(async () => {
  aws = await startLocalAws();
  resources = await createResources(aws);
  sns = new SNSClient({ region: aws.region, endpoint: aws.endpoints.sns, credentials });
  sqs = new SQSClient({ region: aws.region, endpoint: aws.endpoints.sqs, credentials });
});
afterAll(async () => {
  sns.destroy();
  sqs.destroy();
  await aws.stop();
});

test('every example of the docs is proven here', () => {
  expect(examples.map(({ caption }) => caption)).toEqual(Object.keys(passes));
});

describe('filter policies', () => {
  test.each(examples)('$caption', async ({ caption, policy }) => {
    const filter = { FilterPolicy: policy, RawMessageDelivery: 'true' };
    const received = await subscribe(
      `filter-${examples.findIndex((one) => one.caption === caption)}`,
      filter,
    );
    for (const announcement of Object.values(told)) await publish(sns, resources.topicArn, announcement);
    const ids = (await received()).map(({ Body }) => (JSON.parse(Body ?? '') as Announcement).id);
    const names = Object.entries(told).filter(([, { id }]) => ids.includes(id));
    expect(names.map(([name]) => name).sort()).toEqual([...(passes[caption] ?? [])].sort());
  });
});

describe('a message', () => {
  test('is the announcement, raw or in an envelope, with its attributes', async () => {
    const raw = await subscribe('raw', { RawMessageDelivery: 'true' });
    const enveloped = await subscribe('enveloped', {});
    await publish(sns, resources.topicArn, breaking);
    const [message] = await raw();
    expect(JSON.parse(message?.Body ?? '')).toEqual(breaking);
    expect(message?.MessageAttributes?.['severity']).toMatchObject({ StringValue: 'breaking' });
    const [envelope] = (await enveloped()).map(({ Body }) => JSON.parse(Body ?? ''));
    expect(JSON.parse(envelope.Message)).toEqual(breaking);
    expect(envelope.Subject).toMatch(/^\[breaking\] EKS AMI v20240817: containerd 1\.7\.11 -> 1\.7\.20/);
    expect(envelope.MessageAttributes.package).toEqual({
      Type: 'String.Array',
      Value: '["containerd","kernel","docker"]',
    });
    expect(Object.keys(envelope.MessageAttributes).length).toBeLessThanOrEqual(10);
  });

  test('of any size is taken, once it is bounded', async () => {
    const large = enormous(recordedReports().map((report) => made(report)));
    const received = await subscribe('large', { RawMessageDelivery: 'true' });
    await expect(publish(sns, resources.topicArn, large)).rejects.toThrow('Message too long');
    const bounded = boundAnnouncement(large);
    await publish(sns, resources.topicArn, bounded);
    expect((await received()).map(({ Body }) => JSON.parse(Body ?? ''))).toEqual([bounded]);
  });
});
