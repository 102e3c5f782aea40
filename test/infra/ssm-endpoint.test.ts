import {
  GetParameterCommand,
  GetParametersCommand,
  SSMClient,
  type SSMClientConfig,
} from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Fault, type SsmEndpoint, startSsmEndpoint } from '../../infra/local/ssm-endpoint.ts';
import { modified, parameters, refusal } from './ssm.ts';

const base = '/aws/service/eks/optimized-ami/1.30';
const name = `${base}/amazon-linux-2023/x86_64/standard/recommended/release_version`;

let endpoint: SsmEndpoint;
beforeAll(async () => {
  endpoint = await startSsmEndpoint();
});
afterAll(() => endpoint.stop());
beforeEach(() => {
  endpoint.fault(() => undefined);
  endpoint.serve(new Map([['us-east-1', parameters(name)]]));
});

function client(config: SSMClientConfig = {}): SSMClient {
  return new SSMClient({ endpoint: endpoint.url, region: 'us-east-1', maxAttempts: 1, ...config });
}

/** A call without a client in between, for what no client sends. */
async function raw(
  target: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<readonly unknown[]> {
  const authorization = 'AWS4-HMAC-SHA256 Credential=local/20240820/us-east-1/ssm/aws4_request, Signature=0';
  const response = await fetch(endpoint.url, {
    method: 'POST',
    headers: { 'x-amz-target': target, authorization, ...headers },
    body,
  });
  return [response.status, await response.json()];
}

describe('GetParameters', () => {
  test('gives known names in alphabetical order and lists the unknown ones', async () => {
    const names = ['/z', '/m', '/a'];
    endpoint.serve(new Map([['us-east-1', parameters(...names)]]));
    const answer = await client().send(new GetParametersCommand({ Names: ['/z', '/nope', '/a', '/m'] }));
    expect(answer.Parameters?.map((parameter) => parameter.Name)).toEqual(['/a', '/m', '/z']);
    expect(answer.InvalidParameters).toEqual(['/nope']);
    expect(answer.$metadata.httpStatusCode).toBe(200);
  });

  test('shows a parameter as AWS does', async () => {
    const answer = await client().send(new GetParametersCommand({ Names: [name] }));
    expect(answer.Parameters).toEqual([
      {
        ARN: `arn:aws:ssm:us-east-1::parameter${name}`,
        DataType: 'text',
        LastModifiedDate: modified,
        Name: name,
        Type: 'String',
        Value: `value of ${name}`,
        Version: 7,
      },
    ]);
  });

  test('has times in epoch seconds on the wire', async () => {
    const answer = await raw('AmazonSSM.GetParameters', JSON.stringify({ Names: [name] }));
    expect(answer).toMatchObject([200, { Parameters: [{ LastModifiedDate: 1724187824.125 }] }]);
  });

  test.each([
    ['us-east-1', 'aws'],
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
  ])('answers for the Region of the signature: %s', async (region, partition) => {
    endpoint.serve(new Map([[region, parameters('/here')]]));
    const here = await client({ region }).send(new GetParametersCommand({ Names: ['/here'] }));
    expect(here.Parameters?.[0]?.ARN).toBe(`arn:${partition}:ssm:${region}::parameter/here`);
    const elsewhere = await client({ region: 'eu-west-1' }).send(
      new GetParametersCommand({ Names: ['/here'] }),
    );
    expect(elsewhere).toMatchObject({ Parameters: [], InvalidParameters: ['/here'] });
  });

  const eleven = Array.from({ length: 11 }, (_, index) => `/p${index}`);
  const constraint =
    "1 validation error detected: Value '[%]' at 'names' failed to satisfy constraint: Member must have";
  test.each([
    ['no name', [], `${constraint.replace('%', '')} length greater than or equal to 1`],
    ['eleven names', eleven, `${constraint.replace('%', eleven.join(', '))} length less than or equal to 10`],
    ['a name twice', ['/a', '/a'], 'Names must be unique.'],
  ])('refuses %s', async (_, Names, message) => {
    const call = client().send(new GetParametersCommand({ Names }));
    expect(await refusal(call)).toEqual(['ValidationException', 400, message]);
  });

  test('accepts ten names', async () => {
    const answer = await client().send(new GetParametersCommand({ Names: eleven.slice(1) }));
    expect(answer.InvalidParameters).toHaveLength(10);
  });
});

describe('GetParameter', () => {
  test('gives the parameter', async () => {
    const answer = await client().send(new GetParameterCommand({ Name: name }));
    expect(answer.Parameter).toMatchObject({
      Name: name,
      Value: `value of ${name}`,
      LastModifiedDate: modified,
    });
  });

  test('misses as ParameterNotFound', async () => {
    const call = client().send(new GetParameterCommand({ Name: `${base}.1` }));
    expect((await refusal(call)).slice(0, 2)).toEqual(['ParameterNotFound', 400]);
  });
});

describe('what no client sends', () => {
  test.each([
    ['an unknown operation', 'AmazonSSM.PutParameter', '{}', 'UnknownOperationException'],
    ['another service', 'DynamoDB_20120810.GetParameters', '{}', 'UnknownOperationException'],
    ['half a document', 'AmazonSSM.GetParameters', '{"Names":[', 'SerializationException'],
    ['a list', 'AmazonSSM.GetParameters', '[]', 'SerializationException'],
    ['names that are no text', 'AmazonSSM.GetParameters', '{"Names":[1]}', 'SerializationException'],
    ['no names', 'AmazonSSM.GetParameters', '{}', 'ValidationException'],
  ])('%s', async (_, target, body, type) => {
    expect(await raw(target, body)).toMatchObject([400, { __type: type }]);
  });

  test('a call without a signature', async () => {
    const answer = await raw('AmazonSSM.GetParameters', '{}', { authorization: '' });
    expect(answer).toMatchObject([400, { __type: 'MissingAuthenticationTokenException' }]);
  });

  test('a body without an end', async () => {
    const answer = await raw('AmazonSSM.GetParameters', JSON.stringify({ Names: ['x'.repeat(70_000)] }));
    expect(answer).toMatchObject([413, { __type: 'RequestEntityTooLargeException' }]);
  });
});

describe('faults', () => {
  const ask = (config: SSMClientConfig = {}) =>
    client(config).send(new GetParametersCommand({ Names: [name] }));

  test.each<readonly [Fault, string, number]>([
    [{ kind: 'throttle' }, 'ThrottlingException', 400],
    [{ kind: 'internal' }, 'InternalServerError', 500],
    [{ kind: 'error', type: 'AccessDeniedException', message: 'no' }, 'AccessDeniedException', 400],
  ])('%o', async (fault, type, status) => {
    endpoint.fault(() => fault);
    expect((await refusal(ask())).slice(0, 2)).toEqual([type, status]);
  });

  test.each<Fault>([{ kind: 'body', body: '<html>' }, { kind: 'reset' }])('%o', async (fault) => {
    endpoint.fault(() => fault);
    await expect(ask()).rejects.toThrow();
  });

  test('a hanging call ends when its client gives up', async () => {
    endpoint.fault(() => ({ kind: 'hang' }));
    const abortSignal = AbortSignal.timeout(50);
    const call = client().send(new GetParametersCommand({ Names: [name] }), { abortSignal });
    await expect(call).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });

  test('the client outlasts two throttled calls, and each one counts', async () => {
    const seen: unknown[] = [];
    const before = endpoint.calls();
    endpoint.serve(new Map([['eu-north-1', parameters(name)]]));
    endpoint.fault((call) => {
      seen.push(call);
      return call.count <= 2 ? { kind: 'throttle' } : undefined;
    });
    const answer = await ask({ region: 'eu-north-1', maxAttempts: 3 });
    expect(answer.Parameters).toHaveLength(1);
    expect(seen).toEqual([1, 2, 3].map((count) => ({ region: 'eu-north-1', names: [name], count })));
    expect(endpoint.calls() - before).toBe(3);
  });
});

test('stops even while a call hangs', async () => {
  const other = await startSsmEndpoint();
  other.fault(() => ({ kind: 'hang' }));
  const call = client({ endpoint: other.url }).send(new GetParametersCommand({ Names: [name] }));
  const failed = expect(call).rejects.toThrow();
  await new Promise((resolve) => setTimeout(resolve, 50));
  await other.stop();
  await failed;
});
