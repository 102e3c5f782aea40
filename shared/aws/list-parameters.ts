import { GetParametersByPathCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { AwsError, translating } from './errors.ts';

/** The most that one page takes. */
const pageSize = 10;

export interface ListedParameter {
  readonly name: string;
  readonly value: string;
  /** When AWS wrote the value, ISO 8601. */
  readonly modifiedAt: string | undefined;
}

/** One page; it may be empty although more follow. */
export interface ParameterPage {
  readonly parameters: readonly ListedParameter[];
  /** What the next page is asked with; `undefined` after the last one. */
  readonly token: string | undefined;
}

/** Asks for one page of the parameters below a path: those right below it, or all of its tree. */
export async function listParameters(
  client: SSMClient,
  {
    path,
    recursive,
    token,
  }: { readonly path: string; readonly recursive: boolean; readonly token?: string | undefined },
): Promise<ParameterPage> {
  const { NextToken, Parameters = [] } = await translating('ssm:GetParametersByPath', () =>
    client.send(
      new GetParametersByPathCommand({
        Path: path,
        Recursive: recursive,
        MaxResults: pageSize,
        NextToken: token,
      }),
    ),
  );
  const parameters = Parameters.flatMap(({ LastModifiedDate, Name, Value }) =>
    Name === undefined || Value === undefined
      ? []
      : [{ name: Name, value: Value, modifiedAt: LastModifiedDate?.toISOString() }],
  );
  return { parameters, token: NextToken };
}

/** Whether SSM does not take a token (any more): the listing can only be begun again. */
export function isInvalidToken(error: unknown): boolean {
  return error instanceof AwsError && error.cause instanceof Error && error.cause.name === 'InvalidNextToken';
}
