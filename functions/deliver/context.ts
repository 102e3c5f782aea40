import { SSMClient } from '@aws-sdk/client-ssm';
import { clientOptions, type LocalServices, tableAt } from '../../shared/aws/clients.ts';
import { keepFor } from '../../shared/aws/keep-for.ts';
import { readRouteParameters } from '../../shared/aws/read-routes.ts';
import { readSecrets } from '../../shared/aws/read-secrets.ts';
import type { Table } from '../../shared/aws/table.ts';
import type { BehaviourChange } from '../../shared/behaviour/behaviour-change.ts';
import { loadBehaviourChanges } from '../../shared/behaviour/load-behaviour-changes.ts';
import type { DeliverConfig } from './config.ts';
import type { ConfiguredRoutes } from './configured-routes.ts';
import { configuredRoutes, post } from './first-use.ts';
import { rememberSecrets, type Secrets } from './secrets.ts';
import type { SenderContext } from './sender.ts';

/** Everything that deliveries work with. A laptop and a test make one with other endpoints and another clock. */
export interface DeliverContext extends SenderContext {
  readonly table: Table;
  readonly routes: () => Promise<ConfiguredRoutes>;
  readonly secrets: Secrets;
  readonly entries: () => Promise<readonly BehaviourChange[]>;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Servers of this machine in the place of AWS and Slack: given in code alone, since they are not checked like others. */
export interface LocalPlaces extends LocalServices {
  readonly slackApi: string;
  readonly slackHosts: readonly string[];
}

/** A route that was changed counts after this time. */
const routesKeptMs = 300_000;
/** Slack and webhooks answer in well under a second; one that does not is asked again later. */
const timeoutMs = 5_000;

export function createContext(
  config: DeliverConfig,
  local?: LocalPlaces,
  now = () => new Date(),
): DeliverContext {
  const ssm = new SSMClient(clientOptions('ssm', local));
  return {
    table: tableAt(config.tableName, local),
    routes: keepFor(
      routesKeptMs,
      async () =>
        configuredRoutes(await readRouteParameters(ssm, config.routesPath), config.hub, {
          inside: local !== undefined,
        }),
      now,
    ),
    secrets: rememberSecrets((names) => readSecrets(ssm, names), now),
    entries: loadBehaviourChanges,
    post: (url, body, options) =>
      post(url, body, { timeoutMs, allowLoopback: local !== undefined, ...options }),
    slackApi: local?.slackApi ?? 'https://slack.com/api',
    slackHosts: local?.slackHosts ?? ['hooks.slack.com', 'hooks.slack-gov.com'],
    now,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}
