import { SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type SsmEndpoint, type StoredParameter, startSsmEndpoint } from '../../infra/local/ssm-endpoint.ts';
import { AwsError } from '../../shared/aws/errors.ts';
import { readSecrets } from '../../shared/aws/read-secrets.ts';

const region = 'us-east-1';
const value = 'https://hooks.slack.com/services/T0/B0/secret';
const hook = '/amiwatch/prod/secrets/hook';
const reference = '/aws/reference/secretsmanager/amiwatch/prod/hook';

let ssm: SsmEndpoint;
let client: SSMClient;
beforeAll(async () => {
  ssm = await startSsmEndpoint();
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new SSMClient({ region, endpoint: ssm.url, credentials, maxAttempts: 1 });
});
beforeEach(() => ssm.fault(() => undefined));
afterAll(async () => {
  client.destroy();
  await ssm.stop();
});

function serve(parameters: Readonly<Record<string, Partial<StoredParameter>>>): void {
  const stored = Object.entries(parameters).map(
    ([name, parameter]) => [name, { value, version: 1, modified: new Date(0), ...parameter }] as const,
  );
  ssm.serve(new Map([[region, new Map(stored)]]));
}

test('a SecureString and a secret of Secrets Manager are read alike, each by the version of its own', async () => {
  serve({ [hook]: { secure: true, version: 3 }, [reference]: { secure: true, secretVersion: 'a1b2-c3' } });
  expect(await readSecrets(client, [hook, reference])).toEqual(
    new Map([
      [hook, { value, version: '3' }],
      [reference, { value, version: 'a1b2-c3' }],
    ]),
  );
  serve({ [reference]: { secure: true, secretVersion: 'd4-e5' } });
  expect((await readSecrets(client, [reference])).get(reference)).toMatchObject({ version: 'd4-e5' });
});

test('a secret that Secrets Manager does not have stops none of the others', async () => {
  serve({ [hook]: { secure: true } });
  const read = await readSecrets(client, [hook, reference]);
  expect(read.get(hook)).toMatchObject({ value });
  expect(String(read.get(reference))).toContain('Secrets Manager can not find the specified secret');
});

test('one that is empty, and one that is no parameter, are named; no error has a value in it', async () => {
  serve({ [hook]: { value: ' ' }, [reference]: { secure: true, secretVersion: 'a1' } });
  const read = await readSecrets(client, [hook, '/amiwatch/prod/secrets/none']);
  expect(read.get(hook)).toEqual(expect.objectContaining({ message: expect.stringContaining('is empty') }));
  const missing = read.get('/amiwatch/prod/secrets/none');
  expect(String(missing)).toContain('/amiwatch/prod/secrets/none does not exist');
  ssm.fault(() => ({ kind: 'throttle' }));
  const failed = (await readSecrets(client, [reference])).get(reference);
  expect(failed).toBeInstanceOf(AwsError);
  expect(JSON.stringify([failed, String(failed), (failed as AwsError).cause])).not.toContain(value);
});
