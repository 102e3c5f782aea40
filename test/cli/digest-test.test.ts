import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDigest } from '../../cli/deployment/digests.ts';
import { readDigestState } from '../../shared/aws/digests.ts';
import { type DigestWorld, daily, startDigestWorld } from '../functions/digest-world.ts';

let world: DigestWorld;
beforeAll(async () => {
  world = await startDigestWorld();
  // A list that wants nothing of this kind gets the sample all the same.
  world.list('team', { ...daily, filter: { kinds: ['withdrawn'] } });
  world.list('topic', { kind: 'sns', topicArn: world.topicArn, every: 'day' });
  world.list('odd', { ...daily, to: [] });
});
afterAll(() => world.stop());

test('a sample by mail says that it is one, and changes nothing of what the list gets', async () => {
  expect(await testDigest(world.context, 'team')).toEqual({ kind: 'sent' });
  const [mail] = world.ses.sent();
  expect(mail?.Destination.ToAddresses).toEqual(daily.to);
  const { Body, Subject } = mail?.Content.Simple ?? {};
  expect(Subject?.Data).toMatch(/^TEST: /);
  for (const part of [Body?.Text?.Data, Body?.Html?.Data]) {
    expect(part).toContain('TEST: this is how a known behaviour change looks');
    expect(part).not.toContain('stay on');
  }
  expect(await readDigestState(world.context.table, 'team')).toBeUndefined();
});

test('a sample to a topic', async () => {
  expect(await testDigest(world.context, 'topic')).toEqual({ kind: 'sent' });
  const { endpoints, region } = world.local;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const sqs = new SQSClient({ region, endpoint: endpoints.sqs, credentials });
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: world.queueUrl, WaitTimeSeconds: 1 }),
  );
  sqs.destroy();
  expect(Messages.map(({ Body }) => Body)).toEqual([expect.stringContaining('TEST: ')]);
});

test('a sample that is not taken says why', async () => {
  world.ses.fault(() => ({ kind: 'error', type: 'MessageRejected', status: 400 }));
  expect(await testDigest(world.context, 'team')).toMatchObject({
    kind: 'refused',
    reason: expect.stringContaining('MessageRejected'),
  });
  world.ses.fault(() => undefined);
});

test('a list that is not there, and one that is wrong, are named', async () => {
  await expect(testDigest(world.context, 'tem')).rejects.toThrow(
    'There is no digest list "tem". Nearest: team',
  );
  await expect(testDigest(world.context, 'odd')).rejects.toThrow(
    'Digest list odd is wrong: to: has no address',
  );
});
