import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../../shared/aws/read-environment.ts';

/** Where credentials were looked for, and what was there: a line each, nothing secret in any. */
export function credentialsTried(profile: string | undefined, environment: Environment): readonly string[] {
  const wanted = profile ?? environment['AWS_PROFILE'];
  const lines: readonly (readonly [string, string])[] = [
    ['environment', keysIn(environment, wanted)],
    ['profile', profileIn(wanted, environment)],
    ['web identity', setOrNot(environment, ['AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_ROLE_ARN'])],
    [
      'container role',
      setOrNot(environment, ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI']),
    ],
    ['instance role', instanceRole(environment)],
  ];
  return lines.map(([where, what]) => `  ${where.padEnd(16)}${what}`);
}

function keysIn(environment: Environment, profile: string | undefined): string {
  const keys = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
  const missing = keys.filter((key) => !environment[key]);
  if (missing.length === 2) return `${keys.join(' and ')} are not set`;
  if (missing.length === 1) return `${missing[0]} is not set`;
  return profile === undefined ? 'both keys are set' : 'keys are set, and not used: a profile is named';
}

function profileIn(wanted: string | undefined, environment: Environment): string {
  const files = [
    environment['AWS_CONFIG_FILE'] ?? join(homedir(), '.aws', 'config'),
    environment['AWS_SHARED_CREDENTIALS_FILE'] ?? join(homedir(), '.aws', 'credentials'),
  ];
  const known = [...new Set(files.flatMap(profilesOf))];
  const name = wanted ?? 'default';
  const named = wanted === undefined ? `none named, so ${JSON.stringify(name)}` : JSON.stringify(name);
  if (known.includes(name)) return `${named}: found, and it gives no credentials`;
  const others = known.length === 0 ? 'no profile at all' : `only ${known.slice(0, 10).join(', ')}`;
  return `${named}: not there; ${files.join(' and ')} have ${others}`;
}

/** Names of the profiles in a file of the AWS command line: `[profile work]`, or `[work]`. */
function profilesOf(file: string): readonly string[] {
  try {
    const headings = readFileSync(file, 'utf8').matchAll(/^\s*\[\s*(?:profile\s+)?([^\]\s]+)\s*\]/gm);
    return [...headings].map(([, name = '']) => name);
  } catch {
    return [];
  }
}

function setOrNot(environment: Environment, keys: readonly string[]): string {
  const set = keys.filter((key) => environment[key]);
  return set.length === 0 ? `${keys.join(' and ')} are not set` : `${set.join(' and ')} set`;
}

function instanceRole({ AWS_EC2_METADATA_DISABLED: disabled }: Environment): string {
  return disabled !== undefined && disabled !== '' && disabled !== 'false'
    ? 'not asked: AWS_EC2_METADATA_DISABLED is set'
    : 'no role from the metadata service of an EC2 instance';
}
