import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';
import { clientOptions, type LocalServices, tableAt } from '../../shared/aws/clients.ts';
import { type RouteParameter, readRouteParameters } from '../../shared/aws/read-routes.ts';
import type { Table } from '../../shared/aws/table.ts';
import type { Stream } from '../../shared/parameters/release-tag.ts';
import type { DigestConfig } from './config.ts';

/** Everything that digests work with. A laptop and a test make one with other endpoints and another clock. */
export interface DigestContext {
  readonly stream: Stream;
  readonly table: Table;
  /** The parameters of all lists as they are. */
  readonly lists: () => Promise<readonly RouteParameter[]>;
  readonly sns: SNSClient;
  readonly ses: SESv2Client;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Servers of this machine in the place of AWS. */
export interface LocalPlaces extends LocalServices {
  readonly ses: string;
}

/** One try each, so that no mail goes out twice unseen; and long enough that an answer is hardly ever missed. */
const sender = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 15_000, throwOnRequestTimeout: true },
};

export function createContext(
  config: DigestConfig,
  local?: LocalPlaces,
  now = () => new Date(),
): DigestContext {
  const ssm = new SSMClient(clientOptions('ssm', local));
  const endpoint = local === undefined ? {} : { endpoint: local.ses };
  return {
    stream: 'eks-amazon-linux',
    table: tableAt(config.tableName, local),
    lists: () => readRouteParameters(ssm, config.listsPath),
    sns: new SNSClient({ ...clientOptions('sns', local), ...sender }),
    ses: new SESv2Client({ ...clientOptions('sns', local), ...endpoint, ...sender }),
    now,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}
