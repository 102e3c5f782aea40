import { expect, test } from 'vitest';
import {
  digestIdentities,
  digestMailPolicy,
  digestTopicPolicy,
  githubTokenParameter,
  githubTokenPolicy,
  hasDigestIdentities,
  hasGithubToken,
} from '../../infra/roles.ts';

test('the poll may read the one parameter that has its token, where there is one', () => {
  expect(hasGithubToken).toEqual({ 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'GithubTokenParameter' }, ''] }] });
  expect(githubTokenPolicy.Condition).toBe('HasGithubToken');
  expect(githubTokenPolicy.Properties.RoleName).toEqual({ Ref: 'PollRole' });
  expect(githubTokenPolicy.Properties.PolicyDocument.Statement).toEqual([
    {
      Effect: 'Allow',
      Action: ['ssm:GetParameter'],
      Resource: {
        'Fn::Sub':
          // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own substitution.
          'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter${GithubTokenParameter}',
      },
    },
  ]);
});

test.each([
  ['', true],
  ['/amiwatch/github-token', true],
  ['/amiwatch/*', false],
  ['amiwatch/github-token', false],
  ['/a/', false],
])('the parameter %j can be named: %j', (name, allowed) => {
  expect(new RegExp(githubTokenParameter.AllowedPattern).test(name)).toBe(allowed);
});

test('digests go where the deployment lets them, and nowhere without it', () => {
  const given = { 'Fn::Not': [{ 'Fn::Equals': [{ 'Fn::Join': ['', { Ref: 'DigestIdentities' }] }, ''] }] };
  expect(hasDigestIdentities).toEqual(given);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a parameter of the deployment.
  expect(digestIdentities).toEqual({ Type: 'CommaDelimitedList', Default: '${param:digestIdentities}' });
  for (const [policy, action, condition, parameter] of [
    [digestMailPolicy, 'ses:SendEmail', 'HasDigestIdentities', 'DigestIdentities'],
    [digestTopicPolicy, 'sns:Publish', 'HasDigestTopics', 'DigestTopics'],
  ] as const) {
    expect(policy.Condition).toBe(condition);
    expect(policy.Properties.RoleName).toEqual({ Ref: 'DigestRole' });
    expect(policy.Properties.PolicyDocument.Statement).toEqual([
      { Effect: 'Allow', Action: [action], Resource: { Ref: parameter } },
    ]);
  }
});
