import type { Route } from '../../shared/announce/route.ts';
import type { DeliveryRecord } from '../../shared/aws/route-deliveries.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Run } from './run.ts';

/** Slack and the receivers of webhooks recover within minutes; what has waited longer than this, a person should know of. */
const overdueMs = 3_600_000;

export function refused({ name }: Pick<Route, 'name'>, id: string, reason: string): Problem {
  return {
    kind: 'delivery-refused',
    subject: name,
    place: id,
    message: `It is not taken: ${reason}.`,
    remedy: `Others went on. \`amiwatch deliveries --retry ${id}\` sends it once more; see docs/runbook.md#delivery-refused.`,
  };
}

/** A message that may stand at the other side twice, since nobody could look whether a try before it arrived. */
export function unseen({ name }: Pick<Route, 'name'>, id: string, reason: string): Problem {
  return {
    kind: 'delivery-unseen',
    subject: name,
    place: id,
    message: `It was sent again without a look whether it had arrived: ${reason}.`,
    remedy: 'It may be there twice; see docs/runbook.md#delivery-refused.',
  };
}

export function routeRefused({ name }: Pick<Route, 'name'>, reason: string): Problem {
  return {
    kind: 'route-refused',
    subject: name,
    message: `Nothing is taken from it: ${reason}.`,
    remedy:
      'What it is owed waits until its configuration or secret is another one; see docs/runbook.md#delivery-refused.',
  };
}

/** A delivery that failed again, and has done so for longer than an outage usually takes. */
export function overdue(
  { now }: Pick<Run, 'now'>,
  { id, owedAt, route }: DeliveryRecord,
  reason: string,
): readonly Problem[] {
  if (now().getTime() - Date.parse(owedAt) < overdueMs) return [];
  return [
    {
      kind: 'delivery-overdue',
      subject: route,
      place: id,
      message: `Owed since ${owedAt}: ${reason}.`,
      remedy: 'It is tried every hour; see docs/runbook.md#deliveries-overdue.',
    },
  ];
}
