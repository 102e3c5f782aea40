import { regionsOf } from '../../shared/parameters/partitions.ts';
import { parameterName } from '../setting.ts';
import type { TemplateSetting } from './schema.ts';

/** What CloudFormation holds parameters to, all of them together, before it makes anything. */
interface Rule {
  readonly Assertions: readonly { readonly Assert: object; readonly AssertDescription: string }[];
}

const given = (key: TemplateSetting) => ({ Ref: parameterName(key) });
const equals = (key: TemplateSetting, text: string) => ({ 'Fn::Equals': [given(key), text] });
const not = (condition: object) => ({ 'Fn::Not': [condition] });
const either = (...conditions: readonly object[]) => ({ 'Fn::Or': conditions });
const both = (...conditions: readonly object[]) => ({ 'Fn::And': conditions });
const rule = (AssertDescription: string, Assert: object): Rule => ({
  Assertions: [{ Assert, AssertDescription }],
});

/** A list that is left out has one empty text, or nothing at all. */
const isNoList = (key: TemplateSetting) => ({ 'Fn::EachMemberIn': [given(key), ['']] });

const inOnePartition = Object.values(regionsOf).map((regions) =>
  both(
    { 'Fn::EachMemberIn': [given('regions'), regions] },
    { 'Fn::Contains': [regions, { Ref: 'AWS::Region' }] },
  ),
);

/**
 * For a template that is deployed without the check of settings (contradictions.ts): what functions would refuse at
 * their first start, and what would lose data. They take no numbers to compare, which is why the ranges of the two limits of
 * details do not meet.
 */
const rules = {
  RegionsOfOnePartition: rule(
    'Regions are known ones, all of the partition that the stack is in.',
    either(...inOnePartition),
  ),
  DiscoveryOrKubernetes: rule(
    'Kubernetes lists all minors to watch, and Discovery is on: leave one of the two out.',
    either(not(equals('discovery', 'on')), isNoList('kubernetes')),
  ),
  DiscoveryRegionIsWatched: rule(
    'DiscoveryRegion is one of Regions.',
    either(equals('discoveryRegion', ''), {
      'Fn::Contains': [given('regions'), given('discoveryRegion')],
    }),
  ),
  HubNeedsPublicUrl: rule(
    'WebsubHub needs PublicUrl: a hub knows a feed by its address alone.',
    either(equals('websubHub', ''), not(equals('publicUrl', ''))),
  ),
};

const tableIsKept = rule(
  'This template deletes what leaves the stack (removalPolicy: delete), and ExistingTableName takes the table of its own out of it.',
  equals('existingTableName', ''),
);

/** The rules of a template that keeps its table or deletes it. */
export function rulesFor(removalPolicy: 'retain' | 'delete'): Readonly<Record<string, Rule>> {
  return removalPolicy === 'retain' ? rules : { ...rules, TableIsKept: tableIsKept };
}
