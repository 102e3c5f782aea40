import type { Catalogue } from './catalogue.ts';

/** When anything of the catalogue last changed, ISO 8601: a release that came or was told anew, an entry that was reviewed. */
export function modifiedAt({ releases, entries }: Catalogue): string {
  const reviewed = entries.map((entry) => `${entry.reviewed}T00:00:00.000Z`);
  const changed = releases.flatMap(({ changedAt }) => changedAt ?? []);
  // Reports are only parsed when they are needed, and no release came after the newest one.
  const came = releases[0]?.publishedAt() ?? new Date(0).toISOString();
  return [...reviewed, ...changed, came].sort().at(-1) ?? came;
}
