import type { AnnouncementKind } from '../../shared/announce/announcement.ts';
import type { AnnouncedExposure } from '../../shared/announce/exposure.ts';
import {
  type AskedSetup,
  askSetup,
  fleetExposure,
  unreadSetup,
} from '../../shared/announce/fleet-exposure.ts';
import { fingerprint, type KeptFleetSetup, readFleet } from '../../shared/aws/fleet.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Report } from '../../shared/report/report.ts';
import type { PollContext } from './context.ts';

/** Announcements of what came in; of what was taken back or is unknown there is nothing to ask. */
const asking: readonly AnnouncementKind[] = ['new-release', 'details-came', 'new-finding'];

/**
 * What a report's findings are to the setups that were registered. They are read only when an announcement of something that came in
 * is due. Of one that cannot be read nothing is told, and that is a problem.
 */
export async function askFleet(
  { entries, table }: Pick<PollContext, 'entries' | 'table'>,
  report: Report,
  kind: AnnouncementKind,
  problems: Problem[],
): Promise<AnnouncedExposure | undefined> {
  const arrived = report.findings.some(({ direction }) => direction === 'introduced');
  if (!arrived || !asking.includes(kind)) return undefined;
  const { refused, setups } = await readFleet(table);
  if (setups.length + refused.length === 0) return undefined;
  const knowledge = { entries: await entries(), fingerprint };
  const ask = ({ name, value }: KeptFleetSetup): AskedSetup => {
    try {
      return askSetup(report, value(), knowledge);
    } catch (cause) {
      problems.push(unreadable(name, cause instanceof Error ? `${cause.message}.` : 'It is broken.'));
      return unreadSetup;
    }
  };
  problems.push(...refused.map(({ message, sortKey }) => unreadable(sortKey, message)));
  return fleetExposure([...setups.map(ask), ...refused.map(() => unreadSetup)]);
}

function unreadable(name: string, message: string): Problem {
  return {
    kind: 'fleet-setup-unreadable',
    subject: name,
    message,
    remedy:
      'The announcement says of it that nothing can be told. Register it again with `amiwatch fleet add`.',
  };
}
