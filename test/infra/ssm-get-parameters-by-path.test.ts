import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type SsmEndpoint, startSsmEndpoint } from '../../infra/local/ssm-endpoint.ts';
import { parameters, refusal } from './ssm.ts';

const base = '/aws/service/eks/optimized-ami/1.30';

let endpoint: SsmEndpoint;
beforeAll(async () => {
  endpoint = await startSsmEndpoint();
});
afterAll(() => endpoint.stop());

function client(): SSMClient {
  return new SSMClient({ endpoint: endpoint.url, region: 'us-east-1', maxAttempts: 1 });
}

describe('GetParametersByPath', () => {
  const direct = Array.from(
    { length: 12 },
    (_, index) => `${base}/amazon-linux-2/v${String(index).padStart(2, '0')}`,
  );
  const deep = `${base}/amazon-linux-2/v00/image_id`;
  const sibling = `${base}/amazon-linux-2-gpu/v00`;
  beforeEach(() => endpoint.serve(new Map([['us-east-1', parameters(sibling, deep, ...direct)]])));

  async function pages(input: {
    readonly Path: string;
    readonly Recursive?: boolean;
    readonly MaxResults?: number;
  }) {
    const found: string[][] = [];
    let token: string | undefined;
    do {
      const page = await client().send(new GetParametersByPathCommand({ ...input, NextToken: token }));
      found.push((page.Parameters ?? []).map((parameter) => parameter.Name ?? ''));
      token = page.NextToken;
    } while (token !== undefined);
    return found;
  }

  test('gives direct children only, after an empty page that bears a token', async () => {
    const found = await pages({ Path: `${base}/amazon-linux-2` });
    expect(found.map((page) => page.length)).toEqual([0, 10, 2]);
    expect(found.flat()).toEqual(direct);
  });

  test('goes deeper when asked to', async () => {
    const found = await pages({ Path: `${base}/amazon-linux-2/`, Recursive: true, MaxResults: 7 });
    expect(found.map((page) => page.length)).toEqual([0, 7, 6]);
    expect(found.flat().sort()).toEqual([...direct, deep].sort());
  });

  test('fits one page without a token', async () => {
    expect(await pages({ Path: `${base}/amazon-linux-2-gpu` })).toEqual([[sibling]]);
    expect(await pages({ Path: '/nowhere' })).toEqual([[]]);
  });

  test.each([0, 11])('refuses pages of %i', async (MaxResults) => {
    const call = client().send(new GetParametersByPathCommand({ Path: base, MaxResults }));
    expect((await refusal(call)).slice(0, 2)).toEqual(['ValidationException', 400]);
  });

  test('refuses a relative path', async () => {
    const call = client().send(new GetParametersByPathCommand({ Path: 'aws' }));
    expect((await refusal(call)).slice(0, 2)).toEqual(['ValidationException', 400]);
  });

  test('refuses a token of another listing and a made-up one', async () => {
    const Path = `${base}/amazon-linux-2`;
    const { NextToken } = await client().send(new GetParametersByPathCommand({ Path }));
    for (const input of [
      { Path, Recursive: true, NextToken },
      { Path, NextToken: 'WzEwXQ' },
    ]) {
      const call = client().send(new GetParametersByPathCommand(input));
      expect((await refusal(call)).slice(0, 2)).toEqual(['InvalidNextToken', 400]);
    }
  });
});
