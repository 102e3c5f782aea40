import { getItem, putItem, type Revised, type Table } from './table.ts';

/** How far a list's digests have come. Times are ISO 8601. */
export interface DigestState {
  readonly list: string;
  /** What was announced up to and with then has been in a digest of the list, or was not for it. */
  readonly coveredUntil: string;
  /**
   * The newest announcement by then, which is where the next digest begins: a clock that was ahead moves `coveredUntil` past what is
   * announced later. Items of old have none.
   */
  readonly newest?: string;
  /** A digest up to `to` is being sent since `at`, or its sender died: whether it arrived is not known. */
  readonly claim?: { readonly to: string; readonly at: string; readonly tries: number };
}

/** A list's state; `undefined` of a list that is new. */
export function readDigestState(table: Table, list: string): Promise<Revised<DigestState> | undefined> {
  return getItem(table, { pk: `DIGESTS#${list}`, sk: 'STATE' });
}

/** Writes a list's state over the revision that was read, or as a new one (`revision` 0). */
export function writeDigestState(
  table: Table,
  state: DigestState,
  revision: number,
): Promise<Revised<DigestState>> {
  return putItem(table, { pk: `DIGESTS#${state.list}`, sk: 'STATE' }, state, revision);
}
