import { createHash } from 'node:crypto';
import type { Route } from '../../shared/announce/route.ts';
import type { Secret } from '../../shared/aws/read-secrets.ts';
import { updateRouteState } from '../../shared/aws/route-states.ts';
import type { Run } from './run.ts';

/** Another one when the route or its secret is another one; says nothing of the secret's value. */
export function fingerprintOf(route: Route, { version }: Secret): string {
  return createHash('sha256')
    .update(JSON.stringify([route, version]))
    .digest('hex')
    .slice(0, 16);
}

/** Whether the other side takes nothing from the route as it is configured now. */
export function isDisabled({ states }: Run, { name }: Route, fingerprint: string): boolean {
  return states.get(name)?.disabled?.fingerprint === fingerprint;
}

/** Tries nothing more on the route until its configuration or secret is another one. */
export async function disable(
  { now, table }: Run,
  { name }: Route,
  fingerprint: string,
  reason: string,
): Promise<void> {
  const disabled = { at: now().toISOString(), reason, fingerprint };
  await updateRouteState(table, name, (state) => ({ route: name, since: disabled.at, ...state, disabled }));
}

/** Forgets why a route was disabled, when it was. */
export async function enable({ states, table }: Run, { name }: Route): Promise<void> {
  if (states.get(name)?.disabled === undefined) return;
  await updateRouteState(table, name, (state) => {
    if (state === undefined) return { route: name, since: new Date(0).toISOString() };
    const { disabled: _, ...enabled } = state;
    return enabled;
  });
}
