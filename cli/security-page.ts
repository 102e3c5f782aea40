import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { acceptedFindings } from '../infra/accepted-findings.ts';
import { accountPermissions } from '../infra/account-permissions.ts';
import { permissions } from '../infra/permissions.ts';
import { betweenMarks } from './between-marks.ts';
import { columnTable } from './column-table.ts';

/** The page on security, which has what the template permits between marks. */
export const securityPagePath = join(import.meta.dirname, '../docs/security.md');

interface PermissionStatement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

interface Permitting {
  readonly Condition?: string;
  readonly Metadata?: { readonly Wildcards?: Readonly<Record<string, string>> };
  readonly Properties: {
    readonly RoleName?: { readonly Ref: string };
    readonly Policies?: readonly { readonly PolicyDocument: Document }[];
    readonly PolicyDocument?: Document;
  };
}

interface Document {
  readonly Statement: readonly PermissionStatement[];
}

/** The page with the permissions and the accepted findings of now. */
export async function renderSecurityPage(): Promise<string> {
  const page = await readFile(securityPagePath, 'utf8');
  const withPermissions = betweenMarks(page, 'permissions', permissionsTable(permissions));
  const ofAccount = permissionsTable(accountPermissions(['REGION']));
  return betweenMarks(
    betweenMarks(withPermissions, 'account permissions', ofAccount),
    'findings',
    findingsTable(),
  );
}

function permissionsTable(permitted: Readonly<Record<string, Permitting>>): string {
  const rows = Object.entries(permitted).flatMap(([name, permitting]) => {
    const { Condition, Metadata, Properties } = permitting;
    const documents = [
      ...(Properties.Policies ?? []).map(({ PolicyDocument }) => PolicyDocument),
      ...(Properties.PolicyDocument === undefined ? [] : [Properties.PolicyDocument]),
    ];
    const owner = Properties.RoleName?.Ref ?? name;
    return documents.flatMap(({ Statement }) =>
      Statement.map((statement) => [
        `\`${owner}\``,
        statement.Sid,
        `${statement.Effect === 'Deny' ? 'deny ' : ''}${[statement.Action].flat().map(code).join(', ')}`,
        [statement.Resource].flat().map(resourceText).map(code).join(', '),
        [
          ...(Condition === undefined ? [] : [`Only while \`${Condition}\`.`]),
          ...(statement.Condition === undefined ? [] : [`If \`${conditionText(statement.Condition)}\`.`]),
          ...(Metadata?.Wildcards?.[statement.Sid] === undefined ? [] : [Metadata.Wildcards[statement.Sid]]),
        ].join(' '),
      ]),
    );
  });
  return columnTable(['where', 'statement', 'actions', 'resources', 'only if, and why `*`'], rows);
}

function findingsTable(): string {
  const rows = acceptedFindings.map(({ at, reason, rule: name }) => [
    name,
    at === 'wildcards' ? 'roles' : at.map(code).join(', '),
    reason,
  ]);
  return columnTable(['finding', 'where', 'why it stays'], rows);
}

function code(text: string): string {
  return `\`${text}\``;
}

/** A resource as a person names it: `Table.Arn`, `arn:…:parameter/aws/service/*`. */
function resourceText(resource: unknown): string {
  if (typeof resource === 'string') return resource;
  const {
    Ref,
    'Fn::GetAtt': attribute,
    'Fn::If': choice,
    'Fn::Join': joined,
    'Fn::Sub': text,
  } = resource as {
    readonly Ref?: string;
    readonly 'Fn::GetAtt'?: readonly string[];
    readonly 'Fn::If'?: readonly [string, unknown, unknown];
    readonly 'Fn::Join'?: readonly [string, readonly unknown[]];
    readonly 'Fn::Sub'?: string;
  };
  // What the template makes itself stands for what can be brought along in its place.
  if (choice !== undefined) return resourceText(choice[1]);
  if (joined !== undefined) return joined[1].map(resourceText).join(joined[0]);
  if (text !== undefined)
    return text.replaceAll('$' + '{sls:stage}', 'STAGE').replaceAll(/\$\{(?:AWS::)?(\w+)\}/g, '<$1>');
  return Ref ?? attribute?.join('.') ?? JSON.stringify(resource);
}

function conditionText(condition: unknown): string {
  return Object.entries(condition as Readonly<Record<string, Readonly<Record<string, unknown>>>>)
    .flatMap(([, wanted]) => Object.entries(wanted))
    .map(([key, value]) => `${key} = ${[value].flat().map(resourceText).join(' or ')}`)
    .join(', ');
}
