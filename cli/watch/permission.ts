import { pollRole } from '../../infra/roles.ts';
import type { Problem } from '../../shared/problem.ts';
import { UsageError } from '../usage-error.ts';

/** Public parameters belong to no account. The role's own resource is written in CloudFormation's terms, and wider. */
const publicParameters = 'arn:aws:ssm:*::parameter/aws/service/eks/optimized-ami/*';

/** What the deployed poll's role may ask of AWS: the watcher is the same poll, with its table and topic on this machine. */
const statements = pollRole.Properties.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
  .filter(({ Action }) => Action.every((action) => /^(ssm|ec2):/.test(action)))
  .map(({ Action }) => ({
    Effect: 'Allow',
    Action,
    Resource: Action.some((action) => action.startsWith('ssm:')) ? publicParameters : '*',
  }));

/** What credentials must be allowed, in words and as statements of a policy. */
export const permissionNeeded = [
  'They need to be allowed this, and nothing else:',
  ...statements.map((statement) => `  ${JSON.stringify(statement)}`),
].join('\n');

export const orReplay = 'Without an account, see it work on recorded releases: npx amiwatch replay';

/** AWS does not know these credentials, or knows that they are over. */
const refused = /^(UnrecognizedClient|InvalidSignature|InvalidClientTokenId|ExpiredToken|InvalidToken)/;

/**
 * What a person can do about a problem that comes from credentials, or `undefined` for any other. What the SDK throws is in
 * a problem's message by its name.
 */
export function explainAccess({ message, place = 'this Region' }: Problem): string | undefined {
  const [, action = '', error = ''] = /((?:ssm|ec2):\w+) failed: (\w+): /.exec(message) ?? [];
  if (/^(AccessDenied|UnauthorizedOperation)/.test(error)) {
    const statement = statements.find(({ Action }) => Action.includes(action));
    const [, who = 'these credentials'] = /\bUser: (\S+) is not authorized/.exec(message) ?? [];
    return `${place}: ${action} is denied to ${who}. Add this statement to its policy: ${JSON.stringify(statement)}`;
  }
  if (refused.test(error)) {
    return `${place}: ${action} was refused (${error}). The credentials are wrong or have expired (aws sso login renews those of SSO), or the account has not opted in to this Region.`;
  }
  if (error === 'CredentialsProviderError') {
    return `${place}: the credentials are gone: ${message.slice(message.indexOf(error) + error.length + 2)}`;
  }
  return undefined;
}

/** Regions alike are said of so many; where one list of Regions is denied, all of them mostly are. */
const shownRegions = 3;

/**
 * Ends a watch that could read no Region at all because of its credentials.
 *
 * @throws UsageError that says what to mend.
 */
export function refuseWhenDenied(problems: readonly Problem[], regions: readonly string[]): void {
  const explained = new Map(problems.map((problem) => [problem.place ?? '', explainAccess(problem)]));
  if (!regions.every((region) => explained.get(region) !== undefined)) return;
  const said = regions.slice(0, shownRegions).map((region) => explained.get(region));
  const left = regions.length - said.length;
  const more = left > 0 ? [`and ${left} more Regions.`] : [];
  throw new UsageError(['No Region could be read.', ...said, ...more, orReplay].join('\n'));
}
