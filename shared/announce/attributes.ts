import { amiTypeOf, minorOf } from '../parameters/track.ts';
import type { Announcement } from './announcement.ts';
import { bytesOf } from './cut.ts';

/** What subscriptions filter by: one value, or any of several. */
export type Attributes = Readonly<Record<string, string | readonly string[]>>;

/** Bytes of a list as an attribute: four of them beside an announcement and its mail stay within what SNS takes. */
export const listLimit = 8_000;

/**
 * The attributes of an announcement. A list without values is left out, so that a filter can ask whether there are any. A list
 * that is too long ends early; the packages that brought a behaviour change stand first.
 */
export function attributesOf(announcement: Announcement): Attributes {
  const { findings, id, kind, release, severity, tracks } = announcement;
  const lists = {
    amiType: tracks.map(amiTypeOf),
    kubernetesVersion: tracks.map(minorOf),
    package: packagesIn(announcement),
    behaviourChange: findings.map(({ behaviourChange }) => behaviourChange),
  };
  const filled = Object.entries(lists).filter(([, values]) => values.length > 0);
  return {
    id,
    kind,
    release,
    severity,
    ...Object.fromEntries(filled.map(([name, values]) => [name, bounded([...new Set<string>(values)])])),
  };
}

/** The packages that an announcement speaks of: those that brought a behaviour change, then all others that moved. */
export function packagesIn({ changes, findings }: Announcement): readonly string[] {
  return [...findings.flatMap(({ packages }) => packages), ...changes.map((change) => change.package)];
}

function bounded(values: readonly string[]): readonly string[] {
  let length = '[]'.length;
  const end = values.findIndex((value) => {
    length += bytesOf(JSON.stringify(value)) + ','.length;
    return length > listLimit;
  });
  return end === -1 ? values : values.slice(0, end);
}
