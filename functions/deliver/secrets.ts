import type { Route } from '../../shared/announce/route.ts';
import type { AwsError } from '../../shared/aws/errors.ts';
import type { Secret } from '../../shared/aws/read-secrets.ts';

/** Secrets by name, remembered for a while. */
export interface Secrets {
  /** Reads what is not remembered, many at once. */
  readonly prepare: (names: readonly string[]) => Promise<void>;
  /** One secret; `fresh` reads it whatever is remembered. Throws AwsError when it cannot be read. */
  readonly get: (name: string, fresh?: boolean) => Promise<Secret>;
}

/** A hub has no secret: whoever may read the feed may say that it changed. */
const none: Secret = { value: '', version: '' };

/** The names of the secrets of these routes. */
export function secretNamesOf(routes: readonly Route[]): readonly string[] {
  return routes.flatMap((route) => (route.kind === 'websub' ? [] : [route.secret]));
}

/** The secret of a route; `fresh` reads it whatever is remembered. Throws AwsError when it cannot be read. */
export async function secretOf(secrets: Secrets, route: Route, fresh = false): Promise<Secret> {
  return route.kind === 'websub' ? none : secrets.get(route.secret, fresh);
}

/** A secret that was changed counts after this time, without anything failing first. */
const keepMs = 300_000;
/** One that could not be read is asked for again by the next run, and not by each route that has it. */
const keepFailureMs = 30_000;

export function rememberSecrets(
  read: (names: readonly string[]) => Promise<ReadonlyMap<string, Secret | AwsError>>,
  now: () => Date,
): Secrets {
  const remembered = new Map<string, { readonly found: Secret | AwsError; readonly until: number }>();
  const isOld = (name: string) => (remembered.get(name)?.until ?? 0) <= now().getTime();
  async function load(names: readonly string[]): Promise<void> {
    for (const [name, found] of await read(names)) {
      const until = now().getTime() + (found instanceof Error ? keepFailureMs : keepMs);
      remembered.set(name, { found, until });
    }
  }
  return {
    prepare: (names) => load(names.filter(isOld)),
    get: async (name, fresh = false) => {
      if (fresh || isOld(name)) await load([name]);
      const found = remembered.get(name)?.found;
      if (found === undefined || found instanceof Error) {
        throw found ?? new RangeError(`${name} was not read.`);
      }
      return found;
    },
  };
}
