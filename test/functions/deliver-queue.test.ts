import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createResources } from '../../infra/local/create-resources.ts';
import { deliverQueue, deliverSubscription } from '../../infra/queue.ts';
import { publish } from '../../shared/aws/publish.ts';
import { configureEveryKind, type DeliverWorld, startDeliverWorld, statesOf } from './deliver-world.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

let world: DeliverWorld;
let sqs: SQSClient;
beforeEach(async () => {
  world = await startDeliverWorld();
  configureEveryKind(world);
  sqs = new SQSClient({ region: world.local.region, endpoint: world.local.endpoints.sqs, credentials });
});
afterEach(async () => {
  sqs.destroy();
  await world.stop();
});

async function createQueue(name: string, attributes: Record<string, string> = {}) {
  const { QueueUrl = '' } = await sqs.send(
    new CreateQueueCommand({ QueueName: name, Attributes: attributes }),
  );
  const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] });
  return { url: QueueUrl, arn: (await sqs.send(asked)).Attributes?.['QueueArn'] ?? '' };
}

/** The topic, the queue at it and its dead letters, with what the template says of them. */
async function wire() {
  const letters = await createQueue('letters');
  const { maxReceiveCount } = deliverQueue.Properties.RedrivePolicy;
  const redrive = JSON.stringify({ deadLetterTargetArn: letters.arn, maxReceiveCount });
  const queue = await createQueue('deliver', { RedrivePolicy: redrive, VisibilityTimeout: '0' });
  const { topicArn } = await createResources(world.local);
  const { endpoints, region } = world.local;
  const sns = new SNSClient({ region, endpoint: endpoints.sns, credentials });
  const { Protocol, RawMessageDelivery } = deliverSubscription.Properties;
  const Attributes = { RawMessageDelivery: String(RawMessageDelivery) };
  await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol, Endpoint: queue.arn, Attributes }));
  return { letters, queue, sns, topicArn, maxReceiveCount };
}

/** As Lambda does: what the function takes is deleted, what it fails on comes again. */
async function feed(url: string, broken = false): Promise<number> {
  const receive = new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 });
  const { Messages = [] } = await sqs.send(receive);
  if (Messages.length === 0) return 0;
  const failed = broken || (await world.run(Messages.map(({ Body = '' }) => Body))).failed;
  for (const { ReceiptHandle } of failed ? [] : Messages)
    await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
  return Messages.length;
}

test('a message on the topic is delivered as soon as the queue has it', async () => {
  const { queue, sns, topicArn } = await wire();
  const announcement = await world.announce('v20240817', 'v20240729');
  await publish(sns, topicArn, announcement);
  expect(await feed(queue.url)).toBe(1);
  expect(await statesOf(world, announcement.id)).toEqual({ hook: 'sent', bot: 'sent', key: 'sent' });
  expect(await feed(queue.url)).toBe(0);
  sns.destroy();
});

test.each([
  ['nobody else has delivered it, it is delivered now', 0],
  ['the schedule has delivered it meanwhile, it is not sent again', 3],
] as const)('what failed five times is moved back from the dead letters: %s', async (_, meanwhile) => {
  const { letters, maxReceiveCount, queue, sns, topicArn } = await wire();
  const announcement = await world.announce('v20240817', 'v20240729');
  await publish(sns, topicArn, announcement);
  for (let tries = 0; tries < maxReceiveCount; tries += 1) expect(await feed(queue.url, true)).toBe(1);
  expect(await feed(queue.url)).toBe(0);
  if (meanwhile > 0) await world.run();
  expect(world.sink.taken()).toHaveLength(meanwhile);
  const receive = new ReceiveMessageCommand({ QueueUrl: letters.url, WaitTimeSeconds: 1 });
  const [letter] = (await sqs.send(receive)).Messages ?? [];
  expect(JSON.parse(letter?.Body ?? '')).toMatchObject({ id: announcement.id });
  await sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: letter?.Body }));
  expect(await feed(queue.url)).toBe(1);
  expect(world.sink.taken()).toHaveLength(3);
  expect(await statesOf(world, announcement.id)).toEqual({ hook: 'sent', bot: 'sent', key: 'sent' });
  sns.destroy();
});
