import { accountAlarms } from './account-alarms.ts';
import { accountPermissions } from './account-permissions.ts';
import { accountSchedule } from './schedule.ts';

/** What the template has, beside the function, where the setting `account` names Regions; without it there is nothing of it. */
export function accountResources(regions: readonly string[]) {
  return { ...accountPermissions(regions), ...accountAlarms, AccountSchedule: accountSchedule };
}
