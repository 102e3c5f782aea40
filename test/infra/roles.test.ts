import { expect, test } from 'vitest';
import { githubTokenParameter, githubTokenPolicy, hasGithubToken } from '../../infra/roles.ts';

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
