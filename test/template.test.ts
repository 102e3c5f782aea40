import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { renderSecurityPage, securityPagePath } from '../cli/security-page.ts';
import { permissions } from '../infra/permissions.ts';
import {
  decided,
  type PackagedService,
  packageService,
  packagingHookMs,
  patternsOf,
  type Statement,
} from './packaged-service.ts';
import { schemaFindings } from './validation/schema-findings.ts';
import { securityFindings, unaccepted } from './validation/security-findings.ts';

const noValue = { Ref: 'AWS::NoValue' };
const ownKeyOr = (otherwise: unknown) => ({ 'Fn::If': ['HasKmsKey', { Ref: 'KmsKeyArn' }, otherwise] });

const root = fileURLToPath(new URL('../', import.meta.url));

let service: PackagedService;
beforeAll(async () => {
  service = await packageService(root);
}, packagingHookMs);

const resource: PackagedService['resource'] = (name) => service.resource(name);
const ofType: PackagedService['ofType'] = (type) => service.ofType(type);

const statementsOf = (name: string): readonly Statement[] => {
  const { Policies, PolicyDocument } = resource(name).Properties;
  return [...(Policies ?? []).map((policy) => policy.PolicyDocument), PolicyDocument ?? []].flatMap(
    (document) => ('Statement' in document ? document.Statement : []),
  );
};

describe('roles', () => {
  test('there is none but those of infra/permissions.ts, as they are there', () => {
    const types = /^AWS::(IAM|SNS::TopicPolicy|SQS::QueuePolicy|KMS)/;
    const there = Object.entries(service.resources).filter(([, { Type }]) => types.test(Type));
    // What the deployment knows is filled in by now.
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the stage of the deployment.
    const written = JSON.stringify(permissions).replaceAll('${sls:stage}', 'prod');
    expect(Object.fromEntries(there)).toEqual(JSON.parse(written));
    expect(ofType('AWS::Lambda::Permission').map(([name]) => name)).toEqual(['FeedLambdaPermissionHttpApi']);
  });

  test('each function and each schedule has its own, which one service takes', () => {
    const takers = ofType('AWS::IAM::Role').map(([name, { Properties }]) => [
      name,
      Properties.AssumeRolePolicyDocument.Statement.map(({ Principal }) => Principal),
    ]);
    expect(Object.fromEntries(takers)).toEqual({
      PollRole: [{ Service: 'lambda.amazonaws.com' }],
      FeedRole: [{ Service: 'lambda.amazonaws.com' }],
      DeliverRole: [{ Service: 'lambda.amazonaws.com' }],
      DigestRole: [{ Service: 'lambda.amazonaws.com' }],
      PollScheduleRole: [{ Service: 'scheduler.amazonaws.com' }],
      DeliverScheduleRole: [{ Service: 'scheduler.amazonaws.com' }],
      DigestScheduleRole: [{ Service: 'scheduler.amazonaws.com' }],
    });
  });

  test('grant named actions, and every pattern has a reason', () => {
    const roles = [...ofType('AWS::IAM::Role'), ...ofType('AWS::IAM::RolePolicy')];
    for (const [name, { Metadata }] of roles) {
      const statements = statementsOf(name);
      expect(statements.flatMap(({ Action }) => Action).join()).not.toContain('*');
      expect(new Set(statements.map(({ Sid }) => Sid)).size).toBe(statements.length);
      const wild = statements.filter(({ Resource }) => JSON.stringify(Resource).includes('*'));
      expect(Object.keys(Metadata?.Wildcards ?? {}), name).toEqual(wild.map(({ Sid }) => Sid));
    }
  });

  test('patterns are those of public parameters and of what is ours', () => {
    const statements = ofType('AWS::IAM::Role').flatMap(([name]) => statementsOf(name));
    const patterns = statements.flatMap(patternsOf);
    /* biome-ignore-start lint/suspicious/noTemplateCurlyInString: CloudFormation's own substitution. */
    expect(patterns).toEqual([
      'ssm:GetParameters ssm:*::parameter/aws/service/eks/optimized-ami/*',
      'ssm:GetParametersByPath ssm:*::parameter/aws/service/eks/optimized-ami/*',
      'ssm:GetParametersByPath ssm:${AWS::Region}:${AWS::AccountId}:parameter/amiwatch/prod/routes/*',
      'ssm:GetParameters ssm:${AWS::Region}:${AWS::AccountId}:parameter/amiwatch/prod/secrets/*',
      'ssm:GetParameters ssm:${AWS::Region}:${AWS::AccountId}:parameter/aws/reference/secretsmanager/amiwatch/prod/*',
      'secretsmanager:GetSecretValue secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:amiwatch/prod/*',
      'ssm:GetParametersByPath ssm:${AWS::Region}:${AWS::AccountId}:parameter/amiwatch/prod/digests/*',
    ]);
    /* biome-ignore-end lint/suspicious/noTemplateCurlyInString: CloudFormation's own substitution. */
    const wide = statements.filter(({ Resource }) => Resource === '*');
    expect(wide, 'EC2 takes no narrower one').toMatchObject([{ Action: ['ec2:DescribeImages'] }]);
  });

  test('the feed can change nothing', () => {
    const actions = statementsOf('FeedRole').flatMap((statement) => statement.Action);
    expect([...new Set(actions)].sort()).toEqual([
      'dynamodb:GetItem',
      'dynamodb:Query',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
    ]);
  });
});

describe('data', () => {
  test('the table outlives the stack, is encrypted and can be restored', () => {
    expect(resource('Table')).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        // Without a key of one's own it is the one of DynamoDB, for which KMS bills nothing.
        SSESpecification: {
          'Fn::If': [
            'HasKmsKey',
            { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: { Ref: 'KmsKeyArn' } },
            noValue,
          ],
        },
      },
    });
  });

  test('the topic outlives the stack, and with it the subscriptions of teams', () => {
    expect(resource('AnnouncementsTopic')).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('topics and queues are encrypted, with the own key where there is one', () => {
    expect(resource('AnnouncementsTopic').Properties.KmsMasterKeyId).toEqual(ownKeyOr('alias/aws/sns'));
    // CloudWatch cannot publish to a topic with the AWS-managed key.
    expect(resource('OperatorsTopic').Properties.KmsMasterKeyId).toEqual(ownKeyOr(noValue));
    for (const [, { Properties }] of ofType('AWS::SQS::Queue')) {
      expect(Properties).toMatchObject({
        SqsManagedSseEnabled: { 'Fn::If': ['HasKmsKey', noValue, true] },
        KmsMasterKeyId: ownKeyOr(noValue),
      });
    }
    expect(ofType('AWS::SQS::Queue')).toHaveLength(2);
  });

  test('every topic and every queue refuses plain HTTP', () => {
    const policies = [...ofType('AWS::SNS::TopicPolicy'), ...ofType('AWS::SQS::QueuePolicy')];
    for (const [name, { Type }] of [...ofType('AWS::SNS::Topic'), ...ofType('AWS::SQS::Queue')]) {
      const own = policies.find(
        ([, { Properties }]) => (Properties.Topics ?? Properties.Queues)?.[0]?.Ref === name,
      );
      const isTopic = Type === 'AWS::SNS::Topic';
      expect(own?.[1].Properties.PolicyDocument?.Statement, name).toContainEqual({
        Sid: 'RefusePlainHttp',
        Effect: 'Deny',
        Principal: '*',
        Action: isTopic ? 'sns:Publish' : 'sqs:*',
        Resource: isTopic ? { Ref: name } : { 'Fn::GetAtt': [name, 'Arn'] },
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      });
    }
  });
});

describe('validation', () => {
  const path = () => service.path('cloudformation-template-update-stack.json');

  test('the template is right by the schemas of its resources, and a wrong one is not', async () => {
    expect(schemaFindings(path())).toEqual([]);
    const wrong = service.path('wrong.json');
    const text = await readFile(path(), 'utf8');
    await writeFile(wrong, text.replace('"RetentionInDays"', '"RetentionInYears"').replace('arm64', 'arm65'));
    expect(schemaFindings(wrong).join()).toMatch(/RetentionInYears.*arm65/);
  });

  test.each([
    ['without settings', {}],
    ['with what settings bring besides', decided],
  ])(
    '%s it breaks no rule of AWS Solutions but those that docs/security.md gives a reason for',
    async (_, packaging) => {
      const { path, resources } = await packageService(root, packaging);
      const reasoned = Object.entries(resources).flatMap(([name, { Metadata }]) =>
        Metadata?.Wildcards === undefined ? [] : [name],
      );
      const found = await securityFindings(path('cloudformation-template-update-stack.json'));
      expect(unaccepted(found, new Set(reasoned))).toEqual([]);
    },
    packagingHookMs,
  );

  test('docs/security.md says what it permits', async () => {
    expect(await readFile(securityPagePath, 'utf8')).toBe(await renderSecurityPage());
  });
});
