import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { allowedOf, type DescribedSetting, describedSettings } from '../infra/settings/describe-setting.ts';
import { betweenMarks } from './between-marks.ts';

/** The page that has the table of settings. */
export const settingsPagePath = join(import.meta.dirname, '../docs/configuration.md');

/** The page with a row for each setting, as the schema has it. */
export async function renderSettingsPage(): Promise<string> {
  const rows = describedSettings.map(
    (setting) =>
      `| \`${setting.key}\` | ${defaultOf(setting)} | ${shape(setting)}${allowedOf(setting)} | ${setting.description} |`,
  );
  const table = ['| setting | default | allowed | what it decides |', '|---|---|---|---|', ...rows].join(
    '\n',
  );
  return betweenMarks(await readFile(settingsPagePath, 'utf8'), 'settings', table);
}

function shape({ type }: DescribedSetting): string {
  return type === 'array' ? 'a list of ' : '';
}

function defaultOf({ default: value }: DescribedSetting): string {
  if (Array.isArray(value)) return `the ${value.length} that every account has without opting in`;
  return value === undefined ? 'none' : `\`${String(value)}\``;
}
