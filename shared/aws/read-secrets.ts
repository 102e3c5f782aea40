import { GetParametersCommand, type Parameter, type SSMClient } from '@aws-sdk/client-ssm';
import { boundedMap } from './bounded-map.ts';
import { AwsError, translating } from './errors.ts';
import { batchesOf } from './read-parameters.ts';

/** A secret, and a name of this very version of it that says nothing of its value. */
export interface Secret {
  readonly value: string;
  readonly version: string;
}

/** Calls under way at once: well under the 40 a second that an account has. */
const concurrency = 4;

/**
 * Secrets by the names of their SecureString parameters; `/aws/reference/secretsmanager/NAME` is one of Secrets Manager. One that
 * cannot be read has an error in its place, and no error has a value in it.
 */
export async function readSecrets(
  client: SSMClient,
  names: readonly string[],
): Promise<ReadonlyMap<string, Secret | AwsError>> {
  const read = await boundedMap(batchesOf([...new Set(names)]), concurrency, async (batch) => {
    const whole = await readBatch(client, batch);
    // One name that may not be read, or that Secrets Manager does not have, fails the whole call.
    if (!(whole instanceof AwsError) || batch.length === 1) return entriesOf(batch, whole);
    return (
      await boundedMap(batch, 1, async (name) => entriesOf([name], await readBatch(client, [name])))
    ).flat();
  });
  return new Map(read.flat());
}

async function readBatch(
  client: SSMClient,
  names: readonly string[],
): Promise<readonly Parameter[] | AwsError> {
  try {
    const answer = await translating('ssm:GetParameters', () =>
      client.send(new GetParametersCommand({ Names: [...names], WithDecryption: true })),
    );
    return answer.Parameters ?? [];
  } catch (error) {
    return error as AwsError;
  }
}

function entriesOf(
  names: readonly string[],
  parameters: readonly Parameter[] | AwsError,
): readonly (readonly [string, Secret | AwsError])[] {
  return names.map((name) => {
    if (parameters instanceof AwsError) return [name, parameters];
    const found = parameters.find(({ Name }) => Name === name);
    const value = found?.Value?.trim() ?? '';
    if (found === undefined || value === '') {
      const what = found === undefined ? 'does not exist' : 'is empty';
      return [name, new AwsError('ssm:GetParameters', new Error(`Parameter ${name} ${what}.`))];
    }
    return [name, { value, version: versionOf(found) }];
  });
}

/** Parameters that stand for a secret of Secrets Manager are always of version 0; the secret's own is in the source. */
function versionOf({ SourceResult, Version }: Parameter): string {
  const own = /"VersionId"\s*:\s*"([\w-]{1,64})"/i.exec(SourceResult ?? '')?.[1];
  return own ?? String(Version ?? '');
}
