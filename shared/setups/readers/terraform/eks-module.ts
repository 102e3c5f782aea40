import type { Block } from '../../hcl/body.ts';
import type { Module } from '../../hcl/module.ts';
import { factsOfAmiType, factsOfReleaseVersion, minorOfText } from '../../image-facts.ts';
import { makeSetup } from '../../make-setup.ts';
import type { Gap, Setup } from '../../setup.ts';
import { settingsOf } from '../../tree/settings.ts';
import { entriesOf, field, fieldOf, knownText, type MapTree, restOf, type Tree } from '../../tree/tree.ts';
import { groupUserData, userDataFields } from './group-user-data.ts';
import { imageFacts } from './image.ts';
import { namedTemplate } from './launch-template.ts';
import { toCamel, toPascal } from './names.ts';

/** Arguments of the module terraform-aws-eks that hold node groups, with those that hold what all of them share. */
const groupArguments = [
  { groups: 'eks_managed_node_groups', defaults: 'eks_managed_node_group_defaults', managed: true },
  { groups: 'self_managed_node_groups', defaults: 'self_managed_node_group_defaults', managed: false },
] as const;

/** A group's arguments that are EKS's, as the module calls them. */
const ofNodeGroup: Readonly<Record<string, string>> = {
  ami_release_version: 'release_version',
  ami_type: 'ami_type',
  capacity_type: 'capacity_type',
  cluster_version: 'version',
  disk_size: 'disk_size',
  instance_types: 'instance_types',
  kubernetes_version: 'version',
  labels: 'labels',
  node_repair_config: 'node_repair_config',
  taints: 'taints',
  update_config: 'update_config',
};

/** And those that go into the launch template. */
const ofTemplate: Readonly<Record<string, string>> = {
  ami_id: 'image_id',
  block_device_mappings: 'block_device_mappings',
  capacity_reservation_specification: 'capacity_reservation_specification',
  cpu_options: 'cpu_options',
  ebs_optimized: 'ebs_optimized',
  enclave_options: 'enclave_options',
  instance_market_options: 'instance_market_options',
  instance_type: 'instance_type',
  metadata_options: 'metadata_options',
  network_interfaces: 'network_interfaces',
  placement: 'placement',
};

export function isEksModule(block: Block): boolean {
  if (block.type !== 'module') return false;
  const keys = new Set(block.body().entries.map(({ key }) => key));
  return (
    groupArguments.some(({ groups }) => keys.has(groups)) || userDataFields.some((name) => keys.has(name))
  );
}

/** The node groups that a module block makes: those in its maps, or the one that the module itself is. */
export function eksModule(
  block: Block,
  module: Module,
): { readonly setups: readonly Setup[]; readonly gaps: readonly Gap[] } {
  const body = block.body();
  const inMaps = groupArguments.filter(({ groups }) => field(body, groups) !== undefined);
  if (inMaps.length === 0) {
    const managed = !(knownText(field(body, 'source')) ?? '').includes('self-managed');
    return { setups: [groupSetup(block.labels.join('.'), body, body, managed, module)], gaps: [] };
  }
  const name = block.labels.join('.');
  return {
    setups: inMaps.flatMap(({ groups, defaults, managed }) =>
      entriesOf(field(body, groups)).flatMap(({ key, value }) => {
        const group = withDefaults(value, field(body, defaults));
        return group === undefined ? [] : [groupSetup(`${name}.${key}`, group, body, managed, module)];
      }),
    ),
    gaps: inMaps.flatMap(({ groups }) => unknownGroups(field(body, groups))),
  };
}

function unknownGroups(groups: Tree | undefined): readonly Gap[] {
  const rest = restOf(groups);
  if (groups === undefined || rest === undefined) return [];
  return [{ place: groups.place, why: `Node groups are not known: ${rest.text} ${rest.why}.`, about: 'all' }];
}

/** The group's own arguments come after the defaults, and win. A group that is not known is a map with an unknown rest. */
function withDefaults(group: Tree, defaults: Tree | undefined): MapTree | undefined {
  if (group.is === 'null' || group.is === 'list') return undefined;
  const rest = restOf(group) ?? restOf(defaults);
  const entries = [...entriesOf(defaults), ...entriesOf(group)];
  return { is: 'map', entries, place: group.place, ...(rest && { rest }) };
}

function groupSetup(name: string, group: MapTree, cluster: Tree, managed: boolean, module: Module): Setup {
  const version =
    fieldOf(group, 'kubernetes_version', 'cluster_version') ??
    fieldOf(cluster, 'kubernetes_version', 'cluster_version');
  const minor = minorOfText(knownText(version));
  const template = fieldOf(group, 'launch_template_id');
  const ownTemplate = knownText(field(group, 'create_launch_template')) === 'false';
  const named = template === undefined || !ownTemplate ? undefined : namedTemplate(template, module);
  const type = knownText(field(group, 'ami_type')) ?? platformType(knownText(field(group, 'platform')));
  const id = field(group, 'ami_id');
  const facts = [
    factsOfAmiType(type),
    factsOfReleaseVersion(knownText(field(group, 'ami_release_version'))),
    minor === undefined ? {} : { kubernetes: minor },
    imageFacts(id, module),
    named?.facts ?? {},
  ];
  const system = facts.find((fact) => fact.operatingSystem)?.operatingSystem;
  return makeSetup({ name, kind: 'node-group', place: group.place }, facts, [
    settingsOf('node-group', chosen(group, ofNodeGroup), { rename: toCamel }),
    ...(named?.parts ?? [
      settingsOf('launch-template', chosen(group, ofTemplate), { rename: toPascal }),
      groupUserData(group, { system, managed, module }),
    ]),
    { gaps: openGaps(group) },
  ]);
}

function openGaps(group: MapTree): readonly Gap[] {
  const { rest, place } = group;
  return rest === undefined ? [] : [{ place, why: `${rest.text} ${rest.why}.`, about: 'all' }];
}

/** Before AMI types were asked for, the module had three platforms. */
function platformType(platform: string | undefined): string | undefined {
  return platform === 'linux' ? undefined : platform;
}

/** Some of the arguments, under the names of the API; volumes by name become a list. */
function chosen(group: MapTree, names: Readonly<Record<string, string>>): MapTree {
  const entries = group.entries.flatMap((entry) => {
    const key = Object.hasOwn(names, entry.key) ? names[entry.key] : undefined;
    if (key === undefined || entry.value.is === 'null') return [];
    const isList = (key === 'block_device_mappings' || key === 'taints') && entry.value.is === 'map';
    return [{ ...entry, key, value: isList ? valuesOf(entry.value) : entry.value }];
  });
  return { is: 'map', entries, place: group.place };
}

function valuesOf(map: MapTree): Tree {
  const items = map.entries.map(({ value }) => value);
  return { is: 'list', items, place: map.place, ...(map.rest && { rest: map.rest }) };
}
