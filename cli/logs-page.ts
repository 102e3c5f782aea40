import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { alarms } from '../infra/alarms.ts';
import { logEvents } from '../shared/aws/log.ts';
import { measureNamespace, measures } from '../shared/aws/measures.ts';
import { betweenMarks } from './between-marks.ts';
import { columnTable } from './column-table.ts';

/** The page about what is logged and measured, with its tables between marks. */
export const logsPagePath = join(import.meta.dirname, '../docs/logs.md');

/** The page with the events and the measures of now. */
export async function renderLogsPage(): Promise<string> {
  const page = await readFile(logsPagePath, 'utf8');
  return betweenMarks(betweenMarks(page, 'events', eventsTable()), 'measures', measuresTable());
}

function eventsTable(): string {
  const rows = Object.entries(logEvents).map(([event, { by, fields, says }]) => [
    `\`${event}\``,
    by.join(', '),
    says,
    fields,
  ]);
  return columnTable(['`event`', 'logged by', 'says', 'has'], rows);
}

function measuresTable(): string {
  const rows = Object.entries(measures).map(([measure, meaning]) => [
    `\`${measure}\``,
    meaning,
    alarmsOf(measure).join(', '),
  ]);
  return columnTable(['measure', 'counts', 'alarm'], rows);
}

/** The sections of the runbook whose alarms go by a measure. */
function alarmsOf(measure: string): readonly string[] {
  return Object.values(alarms).flatMap(({ Properties }) => {
    const { AlarmName, MetricName, Namespace } = Properties as Readonly<Record<string, unknown>>;
    const section = String(AlarmName).replace(/^.*\}-/, '');
    return Namespace === measureNamespace && MetricName === measure
      ? [`[${section}](runbook.md#${section})`]
      : [];
  });
}
