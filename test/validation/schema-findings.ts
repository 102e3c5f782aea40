import { CelEngine, type Engine, TemplateFile } from '@aws/cloudformation-validate';

/** A runtime that Lambda does not have is only a warning there. */
const graveWarnings: ReadonlySet<string> = new Set(['W3030']);

/**
 * Settings that can be left out are empty then, and a condition keeps the empty text from its property; the validator looks at
 * both sides of each condition, so that every such setting is given here.
 */
const parameterOverrides = {
  PollConcurrency: '5',
  FeedConcurrency: '5',
  ExistingTableName: 'a-table',
  ExistingTopicArn: 'arn:aws:sns:us-east-1:123456789012:a-topic',
  KmsKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012',
  PermissionsBoundary: 'arn:aws:iam::123456789012:policy/a-boundary',
  OperatorsEmail: 'operators@example.com',
};

/** It takes two seconds to make, and the test's process ends soon enough to leave it there. */
let engine: Engine | undefined;

/** What AWS's own validator says of a template by the schemas of its resources: properties that there are not, wrong types and values. */
export function schemaFindings(template: string): readonly string[] {
  engine ??= new CelEngine();
  const { diagnostics } = engine.validateStandard(new TemplateFile(template), { parameterOverrides });
  return diagnostics.flatMap(({ entity, message, propertyPath, ruleId, severity }) =>
    severity === 'FATAL' || severity === 'ERROR' || graveWarnings.has(ruleId)
      ? [`${ruleId} ${entity?.logicalId ?? ''} ${propertyPath ?? ''}: ${message}`]
      : [],
  );
}
