import type { Resource } from './resource.ts';
import { whenGiven } from './setting.ts';

/** What one role may do with one thing. */
export interface Statement {
  /** Names the statement in docs/security.md. */
  readonly Sid: string;
  readonly Action: readonly string[];
  readonly Resource: unknown;
  readonly Condition?: object;
  /** Why there is a `*` in the resource; a statement without one has none. */
  readonly wildcard?: string;
}

/** Reasons go along in the template, beside the statements that they are about: whoever reviews it has both. */
function reasons(statements: readonly Statement[]) {
  const wildcards = Object.fromEntries(
    statements.flatMap(({ Sid, wildcard }) => (wildcard === undefined ? [] : [[Sid, wildcard]])),
  );
  return Object.keys(wildcards).length === 0 ? {} : { Metadata: { Wildcards: wildcards } };
}

function policyDocument(statements: readonly Statement[]) {
  return {
    Version: '2012-10-17',
    Statement: statements.map(({ wildcard: _, Sid, ...statement }) => ({
      Sid,
      Effect: 'Allow',
      ...statement,
    })),
  };
}

/** A role that one AWS service can take, for this account only, and that may do what the statements say. */
export function role(service: string, name: string, statements: readonly Statement[], trust: object = {}) {
  return {
    Type: 'AWS::IAM::Role',
    ...reasons(statements),
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole', ...trust }],
      },
      PermissionsBoundary: whenGiven('HasPermissionsBoundary', 'permissionsBoundary'),
      Policies: [{ PolicyName: name, PolicyDocument: policyDocument(statements) }],
    },
  } satisfies Resource;
}

/** What a role may do besides, while a condition of the template holds. */
export function rolePolicy(roleName: string, name: string, condition: string, statement: Statement) {
  return {
    Type: 'AWS::IAM::RolePolicy',
    Condition: condition,
    ...reasons([statement]),
    Properties: {
      RoleName: { Ref: roleName },
      PolicyName: name,
      PolicyDocument: policyDocument([statement]),
    },
  } satisfies Resource;
}
