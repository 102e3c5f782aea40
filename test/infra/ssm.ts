import { SSMServiceException } from '@aws-sdk/client-ssm';
import { expect } from 'vitest';
import type { StoredParameter } from '../../infra/local/ssm-endpoint.ts';

export const modified = new Date('2024-08-20T21:03:44.125Z');

/** Parameters of these names, each with a value that tells them apart. */
export function parameters(...names: readonly string[]): ReadonlyMap<string, StoredParameter> {
  return new Map(names.map((each) => [each, { value: `value of ${each}`, version: 7, modified }]));
}

/** The error of a call: its name, HTTP status and message. */
export async function refusal(call: Promise<unknown>): Promise<readonly unknown[]> {
  const error = await call.then(
    () => expect.unreachable('The call went through.'),
    (cause: unknown) => cause,
  );
  if (!(error instanceof SSMServiceException)) throw error;
  return [error.name, error.$metadata.httpStatusCode, error.message];
}
