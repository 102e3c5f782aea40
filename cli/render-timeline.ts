import type { Moment } from '../shared/feed/moments.ts';
import { rpmvercmp } from '../shared/packages/rpm-order.ts';
import { plotSteps } from './plot.ts';
import { styleFor, widthOf } from './style.ts';
import type { Timeline } from './timeline.ts';

const absent = 'absent';

/** The timeline as a table of the releases that changed something, and a plot of upstream versions over time. */
export function renderTimeline(
  { moments, package: name, track }: Timeline,
  stream: NodeJS.WriteStream,
): string {
  const style = styleFor(stream);
  const telling = moments.filter(
    ({ change, version, withdrawn }, index) =>
      index === 0 ||
      change !== undefined ||
      withdrawn !== undefined ||
      version !== moments[index - 1]?.version,
  );
  const versions = telling.map(({ version }) => version ?? absent);
  const column = Math.max(...versions.map((version) => version.length));
  const table = telling.map((moment, index) => {
    const row = `${moment.release}  ${moment.date}  ${(versions[index] ?? '').padEnd(column)}  ${wordsOf(moment)}`;
    return moment.change === 'downgraded' || moment.withdrawn !== undefined
      ? style.strong(row.trimEnd())
      : row.trimEnd();
  });
  const points = moments
    .filter(({ withdrawn }) => withdrawn === undefined)
    .map(({ date, upstream = absent }) => ({ at: Date.parse(date), row: upstream }));
  const rows = [...new Set(points.map(({ row }) => row))].sort((a, b) => rpmvercmp(b, a));
  const releases = `${moments.length} ${moments.length === 1 ? 'release' : 'releases'}`;
  return `${[
    style.strong(`${name} on ${track}, ${releases}`),
    '',
    ...table,
    '',
    ...plotSteps(points, rows, widthOf(stream), (at) => new Date(at).toISOString().slice(0, 10)),
  ].join('\n')}\n`;
}

function wordsOf({ change, withdrawn }: Moment): string {
  return [change, withdrawn === undefined ? undefined : `${withdrawn} by AWS`]
    .filter((word) => word !== undefined)
    .join(', ');
}
