import { GetParametersByPathCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { translating } from './errors.ts';

/** A route's parameter as it is. */
export interface RouteParameter {
  /** The last part of the parameter's name. */
  readonly name: string;
  readonly text: string;
  /** ISO 8601: when the parameter was written last. */
  readonly modifiedAt: string;
}

/** Every parameter directly below a path; ten a call is the most that SSM gives. */
export async function readRouteParameters(
  client: SSMClient,
  path: string,
): Promise<readonly RouteParameter[]> {
  const found: RouteParameter[] = [];
  let token: string | undefined;
  do {
    const page = await translating('ssm:GetParametersByPath', () =>
      client.send(
        new GetParametersByPathCommand({
          Path: path,
          MaxResults: 10,
          ...(token === undefined ? {} : { NextToken: token }),
        }),
      ),
    );
    for (const { LastModifiedDate, Name = '', Value = '' } of page.Parameters ?? []) {
      const modifiedAt = (LastModifiedDate ?? new Date(0)).toISOString();
      found.push({ name: Name.slice(Name.lastIndexOf('/') + 1), text: Value, modifiedAt });
    }
    token = page.NextToken;
  } while (token !== undefined);
  return found;
}
