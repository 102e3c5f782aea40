import { isFirstOfRelease, releaseOfId } from '../../shared/announce/announce.ts';
import type { Announcement } from '../../shared/announce/announcement.ts';
import type { Route } from '../../shared/announce/route.ts';
import { boundedMap } from '../../shared/aws/bounded-map.ts';
import { readRouteStates, updateRouteState } from '../../shared/aws/route-states.ts';
import type { Problem } from '../../shared/problem.ts';
import { type ConfiguredRoutes, withoutRefused } from './configured-routes.ts';
import type { DeliverContext } from './context.ts';
import type { DeliverResult, Start } from './deliver.ts';
import { fanOut, type RouteStates } from './fan-out.ts';
import { putOffUnrouted } from './put-off.ts';
import { type Run, rememberAnnouncements } from './run.ts';
import { secretNamesOf } from './secrets.ts';
import { takeTurn } from './take-turn.ts';

/** Routes of one kind that are served at once: a thousand in a minute. A kind whose every request hangs delays no other kind. */
const routesAtOnce = 32;

/** What a run found to do. */
export interface Work {
  /** Announcements that are to be put among what each route is owed. */
  readonly fresh: readonly Pick<Announcement, 'id' | 'stream'>[];
  /** By route, the announcements that are due on it. */
  readonly due: ReadonlyMap<string, readonly string[]>;
}

/** Puts what is new among what each route is owed, and gives each route its turn with what is due. */
export async function serve(
  context: DeliverContext,
  start: Start,
  { fresh, due }: Work,
): Promise<DeliverResult> {
  const { table } = context;
  const stored = await readRouteStates(table);
  const configured = withoutRefused(await context.routes(), stored.refused);
  const states = await statesOf(context, configured, stored.states);
  const run: Run = { ...context, ...start, states, announcement: rememberAnnouncements(table) };
  const problems: Problem[] = [...configured.problems];
  const owed = new Map(due);
  const stuck = new Set<string>();
  for (const one of firstsFirst(fresh)) {
    // What a route was told of a release decides whether it hears how that went on: later ones wait for what came before.
    if (stuck.has(releaseOfId(one.id))) continue;
    try {
      const routes = await fanOut(run, one, configured);
      for (const name of routes) owed.set(name, [...new Set([...(owed.get(name) ?? []), one.id])]);
    } catch (error) {
      stuck.add(releaseOfId(one.id));
      problems.push(failed('announcement-failed', one.id, error));
    }
  }
  const served = [...owed].flatMap(([name, ids]) => {
    const route = configured.routes.get(name);
    return route === undefined ? [] : [{ route, ids }];
  });
  await context.secrets.prepare(secretNamesOf(served.map(({ route }) => route)));
  const turns = await Promise.all(
    [...Map.groupBy(served, ({ route }) => route.kind).values()].map((kind) =>
      boundedMap(kind, routesAtOnce, (one) => turnOf(run, one.route, one.ids)),
    ),
  );
  for (const [name, ids] of owed) {
    if (configured.routes.has(name)) continue;
    try {
      await putOffUnrouted(run, name, ids, configured);
    } catch (error) {
      problems.push(failed('route-failed', name, error));
    }
  }
  return {
    delivered: turns.flat().flatMap(({ delivered }) => delivered),
    problems: [...problems, ...turns.flat().flatMap((turn) => turn.problems)],
  };
}

/** A release's first announcement stands before what follows it up, also when both were made in the same instant. */
function firstsFirst(fresh: Work['fresh']): Work['fresh'] {
  const isFollowUp = ({ id }: Work['fresh'][number]) => Number(!isFirstOfRelease(id));
  return fresh.toSorted((a, b) => isFollowUp(a) - isFollowUp(b));
}

/** The states of all routes. One that nobody has seen before is told what came since its parameter was written. */
async function statesOf(
  { now, table }: DeliverContext,
  { modifiedAt }: ConfiguredRoutes,
  known: RouteStates,
): Promise<RouteStates> {
  const states = new Map(known);
  const unseen = [...modifiedAt].filter(([name]) => !states.has(name));
  await boundedMap(unseen, routesAtOnce, async ([name, modified]) => {
    const today = now().toISOString();
    const since = modified < today ? modified : today;
    states.set(name, await updateRouteState(table, name, (state) => state ?? { route: name, since }));
  });
  return states;
}

async function turnOf(run: Run, route: Route, ids: readonly string[]): Promise<DeliverResult> {
  try {
    return await takeTurn(run, route, ids);
  } catch (error) {
    return { delivered: [], problems: [failed('route-failed', route.name, error)] };
  }
}

function failed(kind: string, subject: string, error: unknown): Problem {
  const message = error instanceof Error ? error.message : String(error);
  return { kind, subject, message, remedy: 'Everything else went on; the next run tries again.' };
}
