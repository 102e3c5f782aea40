import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import type { TemplateResource } from './resolve-template.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/**
 * What Lambda does for a function behind a queue, in the function's role: takes messages, hands them over, and deletes them when
 * the function has not failed.
 */
export async function receiveAsLambda(
  resources: Readonly<Record<string, TemplateResource>>,
  endpoint: string,
  region: string,
  invoke: (event: SQSEvent) => Promise<unknown>,
): Promise<number> {
  const mapping = Object.values(resources).find(({ Type }) => Type === 'AWS::Lambda::EventSourceMapping');
  const arn = String(mapping?.Properties?.['EventSourceArn']);
  const [, , , , account, queue] = arn.split(':');
  const QueueUrl = `${endpoint}/${account}/${queue}`;
  const sqs = new SQSClient({ region, endpoint, credentials, useQueueUrlAsEndpoint: false });
  let done = 0;
  try {
    await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: Number(mapping?.Properties?.['BatchSize'] ?? 10),
          MessageSystemAttributeNames: ['All'],
          MessageAttributeNames: ['All'],
        }),
      );
      if (Messages.length === 0) return done;
      await invoke({
        Records: Messages.map(
          ({ Attributes, Body = '', MD5OfBody = '', MessageId = '', ReceiptHandle = '' }) => ({
            messageId: MessageId,
            receiptHandle: ReceiptHandle,
            body: Body,
            attributes: Attributes as unknown as SQSEvent['Records'][number]['attributes'],
            messageAttributes: {},
            md5OfBody: MD5OfBody,
            eventSource: 'aws:sqs',
            eventSourceARN: arn,
            awsRegion: region,
          }),
        ),
      });
      for (const { ReceiptHandle } of Messages) {
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        done += 1;
      }
    }
  } finally {
    sqs.destroy();
  }
}
