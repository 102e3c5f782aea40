import { SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../functions/poll/config.ts';
import { createContext } from '../../functions/poll/context.ts';
import { type SsmEndpoint, startSsmEndpoint } from '../../infra/local/ssm-endpoint.ts';
import { readSecret } from '../../shared/aws/read-secret.ts';

const environment = {
  AWS_REGION: 'us-east-1',
  AMIWATCH_TABLE: 'table',
  AMIWATCH_TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:announcements',
};

describe('GitHub in the configuration', () => {
  test.each<[Record<string, string>, object | undefined]>([
    [{}, {}],
    [{ AMIWATCH_GITHUB: 'on', AMIWATCH_GITHUB_TOKEN_PARAMETER: '' }, {}],
    [{ AMIWATCH_GITHUB_TOKEN_PARAMETER: '/amiwatch/token' }, { tokenParameter: '/amiwatch/token' }],
    [{ AMIWATCH_GITHUB: 'off', AMIWATCH_GITHUB_TOKEN_PARAMETER: '/amiwatch/token' }, undefined],
  ])('%j', (given, github) => {
    const config = readConfig({ ...environment, ...given });
    expect(config.github).toEqual(github);
    expect(createContext(config).documents).toHaveLength(github === undefined ? 1 : 2);
  });

  test('is checked', () => {
    const given = { AMIWATCH_GITHUB: 'maybe', AMIWATCH_GITHUB_TOKEN_PARAMETER: 'ghp_0123' };
    expect(() => readConfig({ ...environment, ...given })).toThrow(
      /AMIWATCH_GITHUB .*; AMIWATCH_GITHUB_TOKEN_PARAMETER is not the name of a parameter/,
    );
  });
});

describe('the secret', () => {
  let ssm: SsmEndpoint;
  beforeAll(async () => {
    ssm = await startSsmEndpoint();
    const values = { '/amiwatch/token': ' ghp_0123\n', '/amiwatch/empty': ' ' };
    const parameters = Object.entries(values).map(
      ([name, value]) => [name, { value, version: 1, modified: new Date() }] as const,
    );
    ssm.serve(new Map([['us-east-1', new Map(parameters)]]));
  });
  afterAll(() => ssm.stop());
  const read = (name: string) =>
    readSecret(
      new SSMClient({
        endpoint: ssm.url,
        region: 'us-east-1',
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      }),
      name,
    );

  test('is read without the spaces around it', async () => {
    expect(await read('/amiwatch/token')).toBe('ghp_0123');
  });

  test.each([
    ['/amiwatch/empty', 'is empty'],
    ['/amiwatch/none', 'ParameterNotFound'],
  ])('%s is an error', async (name, message) => {
    await expect(read(name)).rejects.toThrow(message);
  });
});
