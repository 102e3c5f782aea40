import type { BehaviourChange } from '../../shared/behaviour/behaviour-change.ts';
import {
  atHour,
  type Catalogue,
  catalogueOf,
  revisionsOf,
  type StoredRelease,
} from '../../shared/feed/catalogue.ts';
import type { RecordedRelease } from '../../shared/packages/recorded-history/recorded-release.ts';

/** Where a catalogue comes from. */
export interface CatalogueSources {
  readonly readStored: (now: Date) => Promise<readonly StoredRelease[]>;
  readonly recorded: readonly RecordedRelease[];
  readonly entries: readonly BehaviourChange[];
  readonly now: () => Date;
  readonly log: (error: unknown) => void;
  /** Read again when it is older, in milliseconds. */
  readonly freshMs?: number;
}

/** A release is news for people, minutes do not matter: one read a minute, however many ask. */
const freshForMs = 60_000;
/**
 * A function that was frozen for this long reads before it answers; what is younger is answered from while it reads. A hub is
 * told of news when no answer can be from before them: shared/announce/route.ts counts on these two minutes.
 */
const staleForMs = 120_000;
const msOfHour = 3_600_000;

/** Gives the catalogue, and reads it anew behind the answers. When that fails, the old one is kept and the failure is logged. */
export function keepCatalogue(sources: CatalogueSources): () => Promise<Catalogue> {
  const { readStored, recorded, entries, now, log, freshMs = freshForMs } = sources;
  let kept: { readonly catalogue: Catalogue; readonly readAt: number } | undefined;
  let reading: Promise<void> | undefined;
  const read = async () => {
    const startedAt = now().getTime();
    const stored = await readStored(new Date(startedAt));
    const hour = new Date(Math.floor(startedAt / msOfHour) * msOfHour).toISOString();
    const revisions = revisionsOf(stored);
    // What was made of the releases is kept as long as they are the same.
    const catalogue =
      kept?.catalogue.revisions === revisions
        ? atHour(kept.catalogue, revisions, hour)
        : catalogueOf(stored, recorded, entries, hour);
    kept = { catalogue, readAt: startedAt };
  };
  const readAgain = (old: Catalogue) =>
    read().catch((error: unknown) => {
      log(error);
      kept = { catalogue: old, readAt: now().getTime() };
    });
  return async () => {
    const age = kept === undefined ? Number.POSITIVE_INFINITY : now().getTime() - kept.readAt;
    if (kept !== undefined && age < freshMs) return kept.catalogue;
    reading ??= (kept === undefined ? read() : readAgain(kept.catalogue)).finally(() => {
      reading = undefined;
    });
    if (kept === undefined || age >= staleForMs) await reading;
    if (kept === undefined) throw new RangeError('A catalogue that was read is kept.');
    return kept.catalogue;
  };
}
