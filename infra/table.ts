import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { ownKey, withOwnKey } from './own-key.ts';
import type { Resource } from './resource.ts';

/**
 * The sparse index of releases that still owe something: only items that have `openWork` are in it, from the instant in
 * `openSince` on, which may lie ahead. Reports stand in it as well, by the time at which they last changed: the feed reads what
 * is new to it there.
 */
export const openWorkIndex = 'open-work';

/**
 * Keys and index in the form that CloudFormation and DynamoDB's own CreateTable share, so that the embedded AWS has the
 * same table as the deployed one.
 *
 * The index holds keys alone: it lags behind the table, so that a poll reads each open release from the table in any case.
 */
export const tableDefinition = {
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
    { AttributeName: 'openWork', AttributeType: 'S' },
    { AttributeName: 'openSince', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: openWorkIndex,
      KeySchema: [
        { AttributeName: 'openWork', KeyType: 'HASH' },
        { AttributeName: 'openSince', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
} satisfies Pick<
  CreateTableCommandInput,
  'BillingMode' | 'AttributeDefinitions' | 'KeySchema' | 'GlobalSecondaryIndexes'
>;

/**
 * The one table. It holds what was announced and what is owed, which no source can give back, so it outlives the stack
 * (infra/removal.ts) and can be restored to any second of the last 35 days. It has no fixed name: a name would keep a second stack, or a
 * new one after a removal, from being created beside the retained table.
 */
export const table = {
  Type: 'AWS::DynamoDB::Table',
  Condition: 'MakesTable',
  Properties: {
    ...tableDefinition,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    // Without a key of one's own it is encrypted with the key that DynamoDB owns: every other one bills each request to KMS.
    SSESpecification: withOwnKey(
      { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: ownKey },
      { Ref: 'AWS::NoValue' },
    ),
  },
} satisfies Resource;
