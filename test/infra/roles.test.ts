import { expect, test } from 'vitest';
import { conditions } from '../../infra/conditions.ts';
import { digestMailPolicy, digestTopicPolicy, githubTokenPolicy } from '../../infra/roles.ts';

test('the poll may read the one parameter that has its token, where there is one', () => {
  const given = { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'GithubTokenParameter' }, ''] }] };
  expect(conditions.HasGithubToken).toEqual(given);
  expect(githubTokenPolicy.Condition).toBe('HasGithubToken');
  expect(githubTokenPolicy.Properties.RoleName).toEqual({ Ref: 'PollRole' });
  expect(githubTokenPolicy.Properties.PolicyDocument.Statement).toEqual([
    {
      Sid: 'ReadGithubToken',
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

test('digests go where the deployment lets them, and nowhere without it', () => {
  for (const [policy, action, condition, parameter] of [
    [digestMailPolicy, 'ses:SendEmail', 'HasDigestIdentities', 'DigestIdentities'],
    [digestTopicPolicy, 'sns:Publish', 'HasDigestTopics', 'DigestTopics'],
  ] as const) {
    const given = { 'Fn::Not': [{ 'Fn::Equals': [{ 'Fn::Join': [',', { Ref: parameter }] }, ''] }] };
    expect(conditions[condition]).toEqual(given);
    expect(policy.Condition).toBe(condition);
    expect(policy.Properties.RoleName).toEqual({ Ref: 'DigestRole' });
    expect(policy.Properties.PolicyDocument.Statement).toEqual([
      { Sid: expect.any(String), Effect: 'Allow', Action: [action], Resource: { Ref: parameter } },
    ]);
  }
});
