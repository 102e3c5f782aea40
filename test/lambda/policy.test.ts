import { describe, expect, test } from 'vitest';
import { isAllowed, type PolicyStatement, statementsOf, unused } from './policy.ts';
import { resolveTemplate, type Template } from './resolve-template.ts';

const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/Table';
const allow = (more: Partial<PolicyStatement>): PolicyStatement => ({
  Effect: 'Allow',
  Action: ['dynamodb:GetItem'],
  Resource: table,
  ...more,
});
const read = { action: 'dynamodb:GetItem', resource: table };
const over = (condition: string) => ({ Condition: { Bool: { 'aws:SecureTransport': condition } } });

describe('what a role may do', () => {
  test.each<[string, readonly PolicyStatement[], boolean]>([
    ['nothing without a statement', [], false],
    ['what a statement names', [allow({})], true],
    ['in whatever capitals', [allow({ Action: 'DynamoDB:getitem' })], true],
    ['no other action', [allow({ Action: ['dynamodb:PutItem'] })], false],
    ['no other resource', [allow({ Resource: `${table}/index/open-work` })], false],
    ['what a pattern fits', [allow({ Resource: 'arn:aws:dynamodb:*:*:table/?able' })], true],
    [
      'a dot being a dot',
      [allow({ Resource: 'arn:aws:dynamodb:us.east.1:000000000000:table/Table' })],
      false,
    ],
    ['nothing that is denied', [allow({}), allow({ Effect: 'Deny', Resource: '*' })], false],
    ['what a condition lets through', [allow(over('true'))], true],
    ['nothing that a condition keeps out', [allow(over('false'))], false],
  ])('%s', (_, statements, allowed) => {
    expect(isAllowed(statements, read, { 'aws:SecureTransport': 'true' })).toBe(allowed);
  });

  test.each<[string, readonly string[], boolean]>([
    ['the one partition', ['FLEET'], true],
    ['another one', ['ROUTES'], false],
    ['another one beside it', ['FLEET', 'ROUTES'], false],
  ])('a condition on keys holds for all of them: %s', (_, keys, allowed) => {
    const only = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['FLEET'] } };
    const access = { ...read, context: { 'dynamodb:LeadingKeys': keys } };
    expect(isAllowed([allow({ Condition: only })], access, {})).toBe(allowed);
  });

  test('an open resource is needed for what has none', () => {
    const describing = { action: 'ec2:DescribeImages', resource: '*' };
    const narrow = allow({ Action: ['ec2:DescribeImages'], Resource: 'arn:aws:ec2:*::image/*' });
    expect(isAllowed([narrow], describing, {})).toBe(false);
    expect(isAllowed([{ ...narrow, Resource: '*' }], describing, {})).toBe(true);
  });

  test('each action and each resource that nothing used is named', () => {
    const statement = allow({
      Action: ['dynamodb:GetItem', 'dynamodb:PutItem'],
      Resource: [table, `${table}2`],
    });
    expect(unused([statement], [read], {})).toEqual([
      `dynamodb:GetItem ${table}2`,
      `dynamodb:PutItem ${table}`,
      `dynamodb:PutItem ${table}2`,
    ]);
  });
});

test('a template is carried out: conditions, references, and policies that are attached to a role', () => {
  const document = (Resource: unknown) => ({
    Statement: [{ Effect: 'Allow', Action: ['sns:Publish'], Resource }],
  });
  const template: Template = {
    Parameters: { Topics: { Type: 'CommaDelimitedList', Default: '' } },
    Conditions: {
      HasTopics: { 'Fn::Not': [{ 'Fn::Equals': [{ 'Fn::Join': ['', { Ref: 'Topics' }] }, ''] }] },
    },
    Resources: {
      Topic: { Type: 'AWS::SNS::Topic' },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: { Policies: [{ PolicyDocument: document({ Ref: 'Topic' }) }] },
      },
      More: {
        Type: 'AWS::IAM::RolePolicy',
        Condition: 'HasTopics',
        Properties: { RoleName: { Ref: 'Role' }, PolicyDocument: document({ Ref: 'Topics' }) },
      },
    },
  };
  const resourcesWith = (Topics: string) => {
    const place = { account: '000000000000', region: 'eu-west-1', parameters: { Topics } };
    return statementsOf(resolveTemplate(template, place), 'Role').map(({ Resource }) => Resource);
  };
  expect(resourcesWith('')).toEqual(['arn:aws:sns:eu-west-1:000000000000:Topic']);
  expect(resourcesWith('a,b')).toEqual(['arn:aws:sns:eu-west-1:000000000000:Topic', ['a', 'b']]);
});
