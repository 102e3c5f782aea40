import { type AccountRegion, accountRegion } from '../../shared/aws/account.ts';
import { type LocalServices, tableAt } from '../../shared/aws/clients.ts';
import type { Table } from '../../shared/aws/table.ts';
import type { BehaviourChange } from '../../shared/behaviour/behaviour-change.ts';
import { loadBehaviourChanges } from '../../shared/behaviour/load-behaviour-changes.ts';
import type { ReaderContext } from '../../shared/setups/reader.ts';
import type { AccountConfig } from './config.ts';
import { loadReaderContext } from './first-use.ts';

/** Everything that reading an account works with. A laptop and a test make one with other endpoints and another clock. */
export interface AccountContext {
  readonly table: Table;
  readonly regions: ReadonlyMap<string, AccountRegion>;
  readonly entries: () => Promise<readonly BehaviourChange[]>;
  /** What readers of user data need. */
  readonly reading: () => Promise<ReaderContext>;
  readonly now: () => Date;
}

export function createContext(
  { regions, tableName }: AccountConfig,
  local?: LocalServices,
  now = () => new Date(),
): AccountContext {
  return {
    table: tableAt(tableName, local),
    regions: new Map(regions.map((region) => [region, accountRegion(region, local)])),
    entries: loadBehaviourChanges,
    reading: loadReaderContext,
    now,
  };
}
