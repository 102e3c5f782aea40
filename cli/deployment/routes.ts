import type { DeliverContext } from '../../functions/deliver/context.ts';
import { secretOf } from '../../functions/deliver/secrets.ts';
import { send } from '../../functions/deliver/send.ts';
import type { Outcome } from '../../functions/deliver/sender.ts';
import type { Route } from '../../shared/announce/route.ts';
import { sampleAnnouncement } from '../../shared/announce/sample.ts';
import { readRouteStates } from '../../shared/aws/route-states.ts';
import { nearest } from '../../shared/problem.ts';
import { UsageError } from '../usage-error.ts';
import { describeRoute } from './describe-route.ts';

/** A line for each route that is configured: what it is, what it wants, and whether it works. */
export async function describeRoutes(context: DeliverContext): Promise<readonly string[]> {
  const [{ problems, routes }, { states }] = await Promise.all([
    context.routes(),
    readRouteStates(context.table),
  ]);
  return [
    ...[...routes.values()].map((route) => {
      const disabled = states.get(route.name)?.disabled;
      const works = disabled === undefined ? 'ok' : `disabled ${disabled.at}: ${disabled.reason}`;
      return [route.name, ...describeRoute(route), works].join('  ');
    }),
    ...problems.map(({ message, subject }) => `${subject}  wrong: ${message}`),
  ].sort();
}

/** Sends a marked sample over a route, by the very sender that announcements take. */
export async function testRoute(context: DeliverContext, name: string): Promise<Outcome> {
  const route = await findRoute(context, name);
  const secret = await secretOf(context.secrets, route);
  return send(route, secret.value, { announcement: sampleAnnouncement(context.now()) }, context);
}

async function findRoute(context: DeliverContext, name: string): Promise<Route> {
  const { problems, routes } = await context.routes();
  const route = routes.get(name);
  if (route !== undefined) return route;
  const wrong = problems.find(({ subject }) => subject === name);
  if (wrong !== undefined) throw new UsageError(`Route ${name} is wrong: ${wrong.message}`);
  const near = nearest(name, [...routes.keys()]).join(', ');
  throw new UsageError(
    `There is no route ${JSON.stringify(name)}. ${near === '' ? 'There are none yet.' : `Nearest: ${near}.`} See docs/configuration.md#routes.`,
  );
}
