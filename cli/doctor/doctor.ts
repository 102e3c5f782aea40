import { styleFor } from '../style.ts';
import type { Check } from './check.ts';
import { alarmsCheck } from './checks/alarms.ts';
import { deliveriesCheck } from './checks/deliveries.ts';
import { digestsCheck } from './checks/digests.ts';
import { feedCheck } from './checks/feed.ts';
import { functionsCheck } from './checks/functions.ts';
import { githubCheck } from './checks/github.ts';
import { lastPollCheck } from './checks/last-poll.ts';
import { operatorsCheck } from './checks/operators.ts';
import { queueCheck } from './checks/queue.ts';
import { regionsCheck } from './checks/regions.ts';
import { routesCheck } from './checks/routes.ts';
import { schedulesCheck } from './checks/schedules.ts';
import { tableCheck } from './checks/table.ts';
import type { Deployment } from './deployment.ts';
import { examine } from './examine.ts';
import { historyCheck } from './local/history.ts';
import { knowledgeBaseCheck } from './local/knowledge-base.ts';
import { nodeCheck } from './local/node.ts';
import { serversCheck } from './local/servers.ts';
import { renderFinding } from './render-finding.ts';

/** What is looked at of a deployment: what runs, what it works on, who hears of it. */
export const deploymentChecks: readonly Check<Deployment>[] = [
  functionsCheck,
  schedulesCheck,
  queueCheck,
  alarmsCheck,
  operatorsCheck,
  lastPollCheck,
  tableCheck,
  regionsCheck,
  githubCheck,
  routesCheck,
  deliveriesCheck,
  digestsCheck,
  feedCheck,
];

/** What is looked at on this machine. */
export const localChecks: readonly Check<undefined>[] = [
  nodeCheck,
  serversCheck,
  historyCheck,
  knowledgeBaseCheck,
];

/** Prints every finding, and says whether nothing has failed. */
export async function doctor<Context>(
  checks: readonly Check<Context>[],
  context: Context,
  out: NodeJS.WriteStream = process.stdout,
): Promise<boolean> {
  const style = styleFor(out);
  let failures = 0;
  for await (const finding of examine(checks, context)) {
    if (finding.status === 'fail') failures += 1;
    out.write(`${renderFinding(finding, style)}\n`);
  }
  out.write(failures === 0 ? 'Nothing has failed.\n' : `${failures} failed.\n`);
  return failures === 0;
}
