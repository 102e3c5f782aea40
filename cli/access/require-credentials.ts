import type { Environment } from '../../shared/aws/read-environment.ts';
import { reasonOf, UsageError } from '../usage-error.ts';
import { credentialsTried } from './credentials-tried.ts';

/** A metadata service that does not answer, or a program that a profile names, must not hold a person up for ever. */
const patienceMs = 20_000;

/** The SDK warns when keys of the environment lose against a profile; who names one on the command line means it. */
export const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** What a client asks AWS with, as the SDK finds it. */
export interface Found {
  readonly credentials: () => Promise<unknown>;
  readonly region: () => Promise<string>;
}

export interface Wanted {
  readonly profile: string | undefined;
  readonly environment: Environment;
  /** What takes credentials, to end a sentence: `watching live`. */
  readonly purpose: string;
  /** What to do, below what was tried. */
  readonly remedy: readonly string[];
}

/** @throws UsageError that says where credentials were looked for, unless there are some. */
export async function requireCredentials(
  { credentials }: Found,
  { environment, profile, purpose, remedy }: Wanted,
): Promise<void> {
  try {
    await withinPatience(credentials());
  } catch (error) {
    throw new UsageError(
      [
        `No AWS credentials were found, and ${purpose} needs some. Tried:`,
        ...credentialsTried(profile, environment),
        `  ${'in short'.padEnd(16)}${reasonOf(error)}`,
        ...remedy,
      ].join('\n'),
    );
  }
}

/** The Region that the AWS command line would take. */
export async function regionFound({ region }: Found, environment: Environment): Promise<string | undefined> {
  return region().catch(() => environment['AWS_DEFAULT_REGION'] || undefined);
}

async function withinPatience(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, reject) => {
    const message = `nothing came within ${patienceMs / 1000} seconds`;
    timer = setTimeout(() => reject(new Error(message)), patienceMs);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
