import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Table } from './table.ts';

/** Where the services are when they are not AWS's own, and what signs requests to those that are. */
export interface LocalServices {
  readonly region: string;
  /** A service that is not among them is AWS's own. */
  readonly endpoints: Readonly<Partial<Record<'dynamodb' | 'ec2' | 'eks' | 'sns' | 'ssm', string>>>;
  /** For AWS's own services; the SDK finds some by itself when it is missing. */
  readonly credentials?: DynamoDBClientConfig['credentials'];
}

/** The embedded services look at no credentials, and the caller's real ones have no business there. */
const localCredentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/**
 * A service that does not answer costs one try, not the whole run: connections and answers on AWS take milliseconds. The
 * SDK tries again by itself, so that a dead Region is given up after some twenty seconds, and all others are done by then.
 */
const patience = { connectionTimeout: 2_000, requestTimeout: 3_000, throwOnRequestTimeout: true };

/** Options of a client of AWS, or of the embedded service in its place. */
export function clientOptions(service: keyof LocalServices['endpoints'], local?: LocalServices) {
  const requestHandler = patience;
  if (local === undefined) return { requestHandler };
  const { credentials, endpoints, region } = local;
  const endpoint = endpoints[service];
  if (endpoint !== undefined) return { endpoint, region, credentials: localCredentials, requestHandler };
  return credentials === undefined ? { region, requestHandler } : { region, credentials, requestHandler };
}

export function tableAt(name: string, local?: LocalServices): Table {
  const client = new DynamoDBClient(clientOptions('dynamodb', local));
  return {
    client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    name,
  };
}
