import { expect, test } from 'vitest';
import { readConfig } from '../../functions/account/config.ts';
import { accountFunction } from '../../functions/account/function.ts';
import { parseSettings } from '../../infra/settings/parse-settings.ts';

test('the Regions of the setting are those that the function reads', () => {
  const { account } = parseSettings('account: { regions: [eu-west-1, eu-north-1] }', 'x');
  const { environment } = accountFunction(account?.regions ?? []);
  expect(readConfig({ ...environment, AMIWATCH_TABLE: 'table' })).toEqual({
    tableName: 'table',
    regions: ['eu-west-1', 'eu-north-1'],
  });
  expect(parseSettings('', 'x')).not.toHaveProperty('account');
});

test.each([
  ['account: on', 'line 1: account is "on"; allowed: Region codes like `{ regions: [eu-west-1] }`.'],
  ['account: { regions: [] }', 'line 1: account.regions is []; allowed: Region codes like'],
  ['account:\n  regions:\n    - mars', 'line 3: account.regions[0] is "mars"; allowed: Region codes like'],
  [
    'account: { regions: [eu-west-1], instances: on }',
    'account.instances is "on"; allowed: Region codes like',
  ],
  [
    'account: { regions: [eu-west-1, eu-mars-1, us-gov-west-1] }',
    'line 1: account: eu-mars-1, us-gov-west-1: no such Region is known in aws, the partition of regions',
  ],
])('a mistake is named with its line, its key and what it takes: %j', (text, said) => {
  expect(() => parseSettings(text, 'amiwatch.yaml')).toThrow(said);
});

test.each([
  [{ AMIWATCH_TABLE: 'table' }, 'AMIWATCH_ACCOUNT_REGIONS is missing'],
  [{ AMIWATCH_TABLE: 'table', AMIWATCH_ACCOUNT_REGIONS: 'mars' }, 'is not a list like us-east-1,eu-west-1'],
])('the function refuses an environment that is none: %j', (environment, said) => {
  expect(() => readConfig(environment)).toThrow(said);
});
