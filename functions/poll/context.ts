import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { DetailsLimits } from '../../shared/announce/due.ts';
import { clientOptions, type LocalServices, tableAt } from '../../shared/aws/clients.ts';
import { imageDescriber } from '../../shared/aws/describe-images.ts';
import { keepFor } from '../../shared/aws/keep-for.ts';
import { readSecret } from '../../shared/aws/read-secret.ts';
import type { Table } from '../../shared/aws/table.ts';
import type { BehaviourChange } from '../../shared/behaviour/behaviour-change.ts';
import { loadBehaviourChanges } from '../../shared/behaviour/load-behaviour-changes.ts';
import { findRecordedRelease } from '../../shared/history/find-recorded-release.ts';
import type { FindDocument } from '../../shared/packages/details.ts';
import type { Stream } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';
import type { PollConfig } from './config.ts';
import { rememberInTable } from './github/memory.ts';
import type { ImageDescriptions } from './images/describe.ts';
import { restAfterFailure } from './images/rest.ts';
import { findGithubNotes } from './on-news.ts';

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
  /** Where the page and the feed are; announcements have no links there when it is missing. */
  readonly publicUrl?: string;
  readonly sns: SNSClient;
  readonly ssmIn: (region: string) => SSMClient;
  /** Asked in this order; the first that has the release is believed. */
  readonly documents: readonly FindDocument[];
  /** A second opinion on packages; `undefined` when EC2 is not asked. */
  readonly descriptions?: ImageDescriptions;
  readonly entries: () => Promise<readonly BehaviourChange[]>;
  readonly now: () => Date;
}

/** A new token counts without a deployment. */
const tokenKeptMs = 3_600_000;

/** Clients are made once and reused: a warm Lambda keeps their connections. */
export function createContext(config: PollConfig, local?: LocalServices): PollContext {
  const ssmClients = new Map(
    config.regions.map((region) => [
      region,
      new SSMClient({ ...clientOptions('ssm', local), region, retryMode: 'adaptive', maxAttempts: 6 }),
    ]),
  );
  const table = tableAt(config.tableName, local);
  const now = () => new Date();
  const github = ({ tokenParameter }: NonNullable<PollConfig['github']>) =>
    findGithubNotes({
      memory: rememberInTable(table),
      now,
      ...(tokenParameter === undefined
        ? {}
        : {
            token: keepFor(
              tokenKeptMs,
              () => readSecret(new SSMClient(clientOptions('ssm', local)), tokenParameter),
              now,
            ),
          }),
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
    ...(config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl }),
    sns: new SNSClient(clientOptions('sns', local)),
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
            ask: restAfterFailure(imageDescriber({ ...clientOptions('ec2', local), maxAttempts: 3 })),
          },
        }),
    entries: loadBehaviourChanges,
    now,
  };
}
