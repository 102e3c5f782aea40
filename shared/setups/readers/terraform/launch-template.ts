import type { Block } from '../../hcl/body.ts';
import { type Module, referenceOf } from '../../hcl/module.ts';
import type { ImageFacts } from '../../image-facts.ts';
import { makeSetup, type Part } from '../../make-setup.ts';
import type { Setup } from '../../setup.ts';
import { settingsOf } from '../../tree/settings.ts';
import { field, fieldOf, itemsOf, knownText, restOf, type Tree, withoutFields } from '../../tree/tree.ts';
import { openPart, userDataPart } from '../../user-data-part.ts';
import { imageFacts } from './image.ts';
import { toPascal } from './names.ts';

const notSettings = [
  'count',
  'depends_on',
  'description',
  'for_each',
  'lifecycle',
  'name',
  'name_prefix',
  'provider',
  'tags',
  'user_data',
  'user_data_base64',
];

export function isLaunchTemplate({ type, labels }: Block): boolean {
  return (
    type === 'resource' && (labels[0] === 'aws_launch_template' || labels[0] === 'aws_launch_configuration')
  );
}

/** A launch template, or the launch configuration that came before them. */
export function launchTemplate(
  block: Block,
  module: Module,
): { readonly facts: ImageFacts; readonly parts: readonly Part[] } {
  const body = block.body();
  return {
    facts: imageFacts(field(body, 'image_id'), module),
    parts: [
      settingsOf('launch-template', withMappings(withoutFields(body, notSettings)), { rename: toPascal }),
      userDataPart(fieldOf(body, 'user_data', 'user_data_base64'), module.spot.context),
    ],
  };
}

export function launchTemplateSetup(block: Block, module: Module): Setup {
  const { facts, parts } = launchTemplate(block, module);
  return makeSetup({ name: block.labels.join('.'), kind: 'node-group', place: block.place }, [facts], parts);
}

/** The launch template that a node group names, by reference or by its name; what is not found leaves everything open. */
export function namedTemplate(
  reference: Tree,
  module: Module,
): { readonly block?: Block; readonly facts: ImageFacts; readonly parts: readonly Part[] } {
  const id = fieldOf(reference, 'id', 'name') ?? reference;
  const block = templateBlock(id, module);
  if (block !== undefined) return { block, ...launchTemplate(block, module) };
  const written = restOf(id)?.text ?? knownText(id) ?? '';
  const why = `The launch template ${written} is not in this file, and its user data with it.`;
  return { facts: {}, parts: [openPart(reference.place, why)] };
}

function templateBlock(id: Tree, module: Module): Block | undefined {
  const [type, name] = referenceOf(id);
  if (type !== undefined && name !== undefined) {
    return type === 'aws_launch_template' ? module.find('resource', type, name) : undefined;
  }
  const literal = knownText(id);
  if (literal === undefined) return undefined;
  return module.blocks.find(
    (block) => isLaunchTemplate(block) && knownText(field(block.body(), 'name')) === literal,
  );
}

/** A launch configuration's volumes in the form of a launch template's. */
function withMappings(body: Tree | undefined): Tree | undefined {
  const root = field(body, 'root_block_device');
  if (body?.is !== 'map' || root === undefined) return body;
  const more = itemsOf(field(body, 'ebs_block_device'));
  const items = [root, ...more].map(
    (ebs): Tree => ({
      is: 'map',
      place: ebs.place,
      entries: [{ key: 'ebs', place: ebs.place, value: ebs, certain: true }],
    }),
  );
  const value: Tree = { is: 'list', place: root.place, items };
  const rest = withoutFields(body, ['root_block_device', 'ebs_block_device']);
  if (rest?.is !== 'map') return body;
  return {
    ...rest,
    entries: [...rest.entries, { key: 'block_device_mappings', place: root.place, value, certain: true }],
  };
}
