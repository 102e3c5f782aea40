import { rolePolicy } from './role.ts';
import { setting } from './setting.ts';

/** One thing with a key of the account's own, another one without. */
export function withOwnKey(own: unknown, otherwise: unknown) {
  return { 'Fn::If': ['HasKmsKey', own, otherwise] };
}

/** The key itself, where a property takes it. */
export const ownKey = setting('kmsKeyArn');

/** Lets a role use the key for what it may do anyway, by way of the services named and not by itself. */
export function useKey(roleName: string, actions: readonly string[], services: readonly string[]) {
  return rolePolicy(roleName, 'own-key', 'HasKmsKey', {
    Sid: 'UseOwnKey',
    Action: actions,
    Resource: ownKey,
    Condition: {
      StringEquals: {
        'kms:ViaService': services.map((service) => ({
          'Fn::Sub': `${service}.\${AWS::Region}.\${AWS::URLSuffix}`,
        })),
      },
    },
  });
}

export const pollKeyPolicy = useKey('PollRole', ['kms:Decrypt', 'kms:GenerateDataKey'], ['dynamodb', 'sns']);
export const deliverKeyPolicy = useKey('DeliverRole', ['kms:Decrypt'], ['dynamodb', 'sqs']);
export const digestKeyPolicy = useKey('DigestRole', ['kms:Decrypt'], ['dynamodb']);
export const feedKeyPolicy = useKey('FeedRole', ['kms:Decrypt'], ['dynamodb']);
