import type { Block } from '../../hcl/body.ts';
import type { Module } from '../../hcl/module.ts';
import { factsOfAmiType, factsOfReleaseVersion, minorOfText } from '../../image-facts.ts';
import { makeSetup } from '../../make-setup.ts';
import type { Setup } from '../../setup.ts';
import { settingsOf } from '../../tree/settings.ts';
import { field, knownText, withoutFields } from '../../tree/tree.ts';
import { namedTemplate } from './launch-template.ts';
import { toCamel } from './names.ts';

const notSettings = [
  'count',
  'depends_on',
  'for_each',
  'lifecycle',
  'node_role_arn',
  'provider',
  'tags',
  'timeouts',
];

export function isNodeGroup({ type, labels }: Block): boolean {
  return type === 'resource' && labels[0] === 'aws_eks_node_group';
}

/** EKS's managed node group with the launch template that it names. */
export function nodeGroupSetup(
  block: Block,
  module: Module,
): { readonly setup: Setup; readonly uses?: Block } {
  const body = block.body();
  const template = field(body, 'launch_template');
  const named = template === undefined ? { facts: {}, parts: [] } : namedTemplate(template, module);
  const version = minorOfText(knownText(field(body, 'version')));
  const setup = makeSetup(
    { name: block.labels.join('.'), kind: 'node-group', place: block.place },
    [
      factsOfAmiType(knownText(field(body, 'ami_type'))),
      factsOfReleaseVersion(knownText(field(body, 'release_version'))),
      version === undefined ? {} : { kubernetes: version },
      named.facts,
    ],
    [settingsOf('node-group', withoutFields(body, notSettings), { rename: toCamel }), ...named.parts],
  );
  return { setup, ...('block' in named && named.block && { uses: named.block }) };
}
