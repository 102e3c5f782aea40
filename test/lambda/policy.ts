import type { Access } from './accesses.ts';
import type { TemplateResource } from './resolve-template.ts';

/** A statement of a role's policies. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

interface PolicyDocument {
  readonly Statement: readonly PolicyStatement[];
}

type Resources = Readonly<Record<string, TemplateResource>>;

/** The statements of a role: its own policies, and those that the template attaches to it. */
export function statementsOf(resources: Resources, role: string): readonly PolicyStatement[] {
  const { ManagedPolicyArns, Policies = [] } = resources[role]?.Properties ?? {};
  if (ManagedPolicyArns !== undefined)
    throw new Error(`${role} has policies that the template does not show.`);
  const own = (Policies as readonly { readonly PolicyDocument: PolicyDocument }[]).map(
    ({ PolicyDocument: document }) => document,
  );
  const attached = Object.values(resources).flatMap(({ Properties = {}, Type }) =>
    Type === 'AWS::IAM::RolePolicy' && Properties['RoleName'] === role
      ? [Properties['PolicyDocument'] as PolicyDocument]
      : [],
  );
  return [...own, ...attached].flatMap(({ Statement }) => Statement);
}

/** What IAM knows of every request of a function: it came over TLS, and by whom. */
export type RequestContext = Readonly<Record<string, string>>;

/** Whether the statements allow an access: one that allows it, and none that denies it. */
export function isAllowed(
  statements: readonly PolicyStatement[],
  access: Access,
  context: RequestContext,
): boolean {
  const matching = statements.filter((statement) => matches(statement, access, context));
  return matching.length > 0 && matching.every(({ Effect }) => Effect === 'Allow');
}

/** Every pair of an action and a resource that the statements allow and none of the accesses needed, as text. */
export function unused(
  statements: readonly PolicyStatement[],
  accesses: readonly Access[],
  context: RequestContext,
): readonly string[] {
  const allowing = statements.filter(({ Effect }) => Effect === 'Allow');
  return allowing.flatMap((statement) =>
    [statement.Action].flat().flatMap((Action) =>
      [statement.Resource].flat().flatMap((Resource) => {
        const part = { ...statement, Action, Resource };
        const isUsed = accesses.some((access) => matches(part, access, context));
        return isUsed ? [] : [`${Action} ${Resource}`];
      }),
    ),
  );
}

function matches(
  { Action, Condition = {}, Resource }: PolicyStatement,
  access: Access,
  context: RequestContext,
): boolean {
  return (
    // Names of actions are the same in capitals.
    [Action].flat().some((one) => fits(one.toLowerCase(), access.action.toLowerCase())) &&
    [Resource].flat().some((one) => fits(one, access.resource)) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) =>
        meets(operator, [wanted].flat(), access.context?.[key] ?? context[key]),
      ),
    )
  );
}

function meets(
  operator: string,
  wanted: readonly string[],
  value: readonly string[] | string | undefined,
): boolean {
  if (operator === 'ForAllValues:StringEquals')
    return [value ?? []].flat().every((one) => wanted.includes(one));
  if (Array.isArray(value)) return value.length === 1 && meets(operator, wanted, value[0]);
  return meetsOne(operator, wanted, value as string | undefined);
}

function meetsOne(operator: string, wanted: readonly string[], value: string | undefined): boolean {
  switch (operator) {
    case 'Bool':
    case 'StringEquals':
    case 'ArnEquals':
      return value !== undefined && wanted.includes(value);
    case 'StringLike':
    case 'ArnLike':
      return value !== undefined && wanted.some((one) => fits(one, value));
    default:
      throw new Error(`The condition ${operator} is not known here.`);
  }
}

/** Patterns of IAM: `*` is any text, `?` any one character. A resource of `*` is met by a pattern of `*` alone. */
function fits(pattern: string, text: string): boolean {
  const parts = pattern.split(/([*?])/).map((part) => {
    if (part === '*') return '.*';
    return part === '?' ? '.' : RegExp.escape(part);
  });
  return new RegExp(`^${parts.join('')}$`, 's').test(text);
}
