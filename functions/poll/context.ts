import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient, type SSMClientConfig } from '@aws-sdk/client-ssm';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { DetailsLimits } from '../../shared/announce/due.ts';
import { imageDescriber } from '../../shared/aws/describe-images.ts';
import { readSecret } from '../../shared/aws/read-secret.ts';
import type { Table } from '../../shared/aws/table.ts';
import type { BehaviourChange } from '../../shared/behaviour/behaviour-change.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { findRecordedRelease } from '../../shared/history/find-recorded-release.ts';
import type { FindDocument } from '../../shared/packages/details.ts';
import type { Stream } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';
import type { PollConfig } from './config.ts';
import { findGithubNotes } from './github/find-notes.ts';
import { rememberInTable } from './github/memory.ts';
import { keepAnHour } from './github/token.ts';
import type { ImageDescriptions } from './images/describe.ts';
import { restAfterFailure } from './images/rest.ts';

/** Everything that a poll works with. A laptop and a test make one with other endpoints and another clock. */
export interface PollContext {
  readonly stream: Stream;
  readonly regions: readonly string[];
  readonly tracks: readonly Track[];
  /** How tracks are found that nobody listed; `undefined` when `tracks` are all there are to watch. */
  readonly discovery?: PollConfig['discovery'];
  /** Whether earlier releases are taken from pinned parameters. */
  readonly backfills: boolean;
  readonly limits: DetailsLimits;
  readonly table: Table;
  readonly topicArn: string;
  readonly sns: SNSClient;
  readonly ssmIn: (region: string) => SSMClient;
  /** Asked in this order; the first that has the release is believed. */
  readonly documents: readonly FindDocument[];
  /** A second opinion on packages; `undefined` when EC2 is not asked. */
  readonly descriptions?: ImageDescriptions;
  readonly entries: readonly BehaviourChange[];
  readonly now: () => Date;
}

/** Where the services are when they are not AWS's own, and what signs requests to those that are. */
export interface LocalServices {
  readonly region: string;
  /** A service that is not among them is AWS's own. */
  readonly endpoints: Readonly<Partial<Record<'dynamodb' | 'ec2' | 'sns' | 'ssm', string>>>;
  /** For AWS's own services; the SDK finds some by itself when it is missing. */
  readonly credentials?: SSMClientConfig['credentials'];
}

/** The embedded services look at no credentials, and the caller's real ones have no business there. */
const localCredentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/**
 * A service that does not answer costs one try, not the whole poll: connections and answers on AWS take milliseconds. The
 * SDK tries six times, so that a dead Region is given up after some twenty seconds, and all others are done by then.
 */
const patience = { connectionTimeout: 2_000, requestTimeout: 3_000, throwOnRequestTimeout: true };

/** Clients are made once and reused: a warm Lambda keeps their connections. */
export function createContext(config: PollConfig, local?: LocalServices): PollContext {
  const at = (service: keyof LocalServices['endpoints']) => {
    if (local === undefined) return {};
    const { credentials, endpoints, region } = local;
    const endpoint = endpoints[service];
    if (endpoint !== undefined) return { endpoint, region, credentials: localCredentials };
    return credentials === undefined ? { region } : { region, credentials };
  };
  const dynamodb = new DynamoDBClient({ ...at('dynamodb'), requestHandler: patience });
  const ssmClients = new Map(
    config.regions.map((region) => [
      region,
      new SSMClient({
        ...at('ssm'),
        region,
        retryMode: 'adaptive',
        maxAttempts: 6,
        requestHandler: patience,
      }),
    ]),
  );
  const table: Table = {
    client: DynamoDBDocumentClient.from(dynamodb, { marshallOptions: { removeUndefinedValues: true } }),
    name: config.tableName,
  };
  const now = () => new Date();
  const github = ({ tokenParameter }: NonNullable<PollConfig['github']>) =>
    findGithubNotes({
      memory: rememberInTable(table),
      now,
      ...(tokenParameter === undefined
        ? {}
        : { token: keepAnHour(() => readSecret(new SSMClient(at('ssm')), tokenParameter), now) }),
    });
  return {
    stream: 'eks-amazon-linux',
    regions: config.regions,
    tracks: config.tracks,
    ...(config.discovery === undefined ? {} : { discovery: config.discovery }),
    backfills: config.backfills ?? false,
    limits: config.limits,
    table,
    topicArn: config.topicArn,
    sns: new SNSClient({ ...at('sns'), requestHandler: patience }),
    ssmIn: (region) => {
      const client = ssmClients.get(region);
      if (client === undefined) throw new RangeError(`Region ${region} is not among the configured ones.`);
      return client;
    },
    // A release that was recorded needs no request.
    documents: [findRecordedRelease, ...(config.github === undefined ? [] : [github(config.github)])],
    ...(config.images === undefined
      ? {}
      : {
          descriptions: {
            owners: config.images.owners,
            ask: restAfterFailure(imageDescriber({ ...at('ec2'), maxAttempts: 3, requestHandler: patience })),
          },
        }),
    entries: behaviourChanges,
    now,
  };
}
