import type { Announcement } from '../shared/announce/announcement.ts';
import { renderText } from '../shared/announce/text.ts';
import { styleFor, widthOf } from './style.ts';

/** How announcements are told on a stream. */
export interface Telling {
  /** One announcement a line, as JSON. */
  readonly json?: boolean;
  /** Every check, step and link of a finding, instead of the first of each. */
  readonly full?: boolean;
}

/** Tells announcements on a stream, for a person or for a program. */
export function tellTo(
  stream: NodeJS.WriteStream,
  { full, json }: Telling,
): (announcement: Announcement) => void {
  if (json) return (announcement) => stream.write(`${JSON.stringify(announcement)}\n`);
  const style = styleFor(stream);
  const most = full ? Number.POSITIVE_INFINITY : 1;
  return (announcement) =>
    stream.write(`\n${renderText(announcement, { width: widthOf(stream), style, most })}`);
}
