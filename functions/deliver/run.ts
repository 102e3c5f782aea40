import type { Announcement } from '../../shared/announce/announcement.ts';
import { readAnnouncement } from '../../shared/aws/route-deliveries.ts';
import type { Table } from '../../shared/aws/table.ts';
import type { DeliverContext } from './context.ts';
import type { Start } from './deliver.ts';
import type { RouteStates } from './fan-out.ts';

/** One run: the context, how long it may take, and what it has read so far. */
export interface Run extends DeliverContext, Pick<Start, 'remainingMs'> {
  readonly states: RouteStates;
  /** The announcement as it was first made; `undefined` when the table has none of this name. */
  readonly announcement: (name: Pick<Announcement, 'id' | 'stream'>) => Promise<Announcement | undefined>;
}

/** Reads an announcement once, however many routes get it: its words do not change. */
export function rememberAnnouncements(table: Table): Run['announcement'] {
  const read = new Map<string, Promise<Announcement | undefined>>();
  return (name) => {
    const known =
      read.get(name.id) ?? readAnnouncement(table, name).then((stored) => stored?.value.announcement);
    read.set(name.id, known);
    return known;
  };
}
