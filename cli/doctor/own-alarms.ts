import { alarms } from '../../infra/alarms.ts';
import type { DeployedAlarm } from './control-plane.ts';
import type { Deployment } from './deployment.ts';

/** The alarms that the template makes, by their sections of the runbook. */
export const alarmSections: readonly string[] = Object.values(alarms).map(({ Properties: { AlarmName } }) =>
  AlarmName.slice(AlarmName.lastIndexOf('}-') + 2),
);

/** Those of them that are there. Another stage, `prod-eu` beside `prod`, has alarms with the same beginning. */
export async function ownAlarms({
  control,
  prefix,
}: Pick<Deployment, 'control' | 'prefix'>): Promise<readonly DeployedAlarm[]> {
  const found = await control.alarms(prefix);
  return found.filter(({ name }) => alarmSections.includes(name));
}
