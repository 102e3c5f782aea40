import { GetParametersCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { boundedMap } from './bounded-map.ts';
import type { AwsError } from './errors.ts';
import { translating } from './errors.ts';

/** GetParameters takes at most this many names. */
const batchSize = 10;
/** Batches under way at once in one Region: well under the 40 calls a second that an account has there. */
const concurrency = 4;

export interface ParameterReadings {
  /** Values by parameter name, as SSM has them. */
  readonly values: ReadonlyMap<string, string>;
  /** Names that SSM says do not exist. */
  readonly missing: readonly string[];
  /** Names that could not be asked for, with the reason: neither known nor missing. */
  readonly failed: readonly { readonly names: readonly string[]; readonly error: AwsError }[];
}

/**
 * Reads parameters by name, ⌈names/10⌉ calls. Answers are matched by name, since SSM sorts them as it likes, and a batch
 * that fails after the SDK's retries leaves the others untouched.
 */
export async function readParameters(
  client: SSMClient,
  names: readonly string[],
): Promise<ParameterReadings> {
  const values = new Map<string, string>();
  const missing: string[] = [];
  const failed: { names: readonly string[]; error: AwsError }[] = [];
  await boundedMap(batchesOf([...new Set(names)]), concurrency, async (batch) => {
    try {
      const answer = await translating('ssm:GetParameters', () =>
        client.send(new GetParametersCommand({ Names: [...batch] })),
      );
      for (const { Name, Value } of answer.Parameters ?? []) {
        if (Name !== undefined && Value !== undefined) values.set(Name, Value);
      }
      missing.push(...(answer.InvalidParameters ?? []));
    } catch (error) {
      failed.push({ names: batch, error: error as AwsError });
    }
  });
  return { values, missing, failed };
}

/** Names in batches that one call of GetParameters takes. */
export function batchesOf(names: readonly string[]): (readonly string[])[] {
  return Array.from({ length: Math.ceil(names.length / batchSize) }, (_, index) =>
    names.slice(index * batchSize, (index + 1) * batchSize),
  );
}
