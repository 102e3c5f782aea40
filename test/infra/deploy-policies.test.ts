import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { accountPermissions } from '../../infra/account-permissions.ts';
import { permissions } from '../../infra/permissions.ts';

interface Statement {
  readonly Sid: string;
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const folder = join(import.meta.dirname, '../../docs/policies');

async function statementsOf(name: string): Promise<readonly Statement[]> {
  const text = await readFile(join(folder, `${name}.json`), 'utf8');
  return (JSON.parse(text) as { readonly Statement: readonly Statement[] }).Statement;
}

const actionsOf = (statements: readonly Statement[]) =>
  [...new Set(statements.flatMap(({ Action }) => Action))].sort();

const resources = Object.values({ ...permissions, ...accountPermissions(['eu-west-1']) });
const reads = /:(?:Describe|Get|List|Validate)/;

test('who deploys changes nothing of others: what has no name of the stack asks for a condition', async () => {
  const wide = (await statementsOf('deploy')).filter(({ Resource }) => [Resource].flat().includes('*'));
  expect(wide.length).toBeGreaterThan(0);
  for (const { Action, Condition, Sid } of wide)
    expect({
      Sid,
      changes: Condition === undefined ? Action.filter((action) => !reads.test(action)) : [],
    }).toEqual({
      Sid,
      changes: [],
    });
});

test('roles with a boundary are the same actions, and none that sheds or swaps the boundary', async () => {
  const plain = (await statementsOf('deploy')).find(({ Sid }) => Sid === 'Roles');
  const bounded = await statementsOf('deploy-roles');
  expect(actionsOf(bounded)).toEqual([...(plain?.Action ?? []), 'iam:PutRolePermissionsBoundary'].sort());
  const free = bounded.filter(
    ({ Condition }) => Condition?.['StringEquals']?.['iam:PermissionsBoundary'] === undefined,
  );
  expect(
    actionsOf(free).filter((action) => /:(?:Create|Put|Attach)|Boundary|DeleteRolePolicy/.test(action)),
  ).toEqual([]);
});

test('the boundary has what roles of the template may do, and no more', async () => {
  const policies = resources.flatMap(({ Properties }) => {
    if ('Policies' in Properties) return Properties.Policies.map((one) => one.PolicyDocument);
    return 'RoleName' in Properties ? [Properties.PolicyDocument] : [];
  });
  const actions = policies.flatMap(({ Statement }) => Statement.flatMap(({ Action }) => Action));
  expect(actionsOf(await statementsOf('boundary'))).toEqual([...new Set(actions)].sort());
});

test('every role of the template takes the boundary that the deployment gives', () => {
  const roles = resources.flatMap(({ Properties }) => ('Policies' in Properties ? [Properties] : []));
  expect(roles.length).toBeGreaterThan(8);
  const boundary = {
    'Fn::If': ['HasPermissionsBoundary', { Ref: 'PermissionsBoundary' }, { Ref: 'AWS::NoValue' }],
  };
  for (const { PermissionsBoundary } of roles) expect(PermissionsBoundary).toEqual(boundary);
});
