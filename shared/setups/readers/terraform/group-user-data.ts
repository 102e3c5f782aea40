import { renderTemplate } from '../../hcl/functions.ts';
import type { Module } from '../../hcl/module.ts';
import { joinTexts, type LocatedText, noText, textAt, wholeText } from '../../located-text.ts';
import type { Part } from '../../make-setup.ts';
import { mimeText } from '../../mime-text.ts';
import type { ReaderContext } from '../../reader.ts';
import type { OperatingSystem } from '../../setup.ts';
import {
  field,
  isUnknown,
  itemsOf,
  knownText,
  type MapTree,
  restOf,
  type Tree,
  textTree,
} from '../../tree/tree.ts';
import { kindOf } from '../../user-data/part.ts';
import { openPart, userDataPart } from '../../user-data-part.ts';

/** Arguments of terraform-aws-eks that say what nodes run when they start. */
export const userDataFields = [
  'pre_bootstrap_user_data',
  'post_bootstrap_user_data',
  'bootstrap_extra_args',
  'cloudinit_pre_nodeadm',
  'cloudinit_post_nodeadm',
  'user_data_template_path',
] as const;

interface Circumstances {
  readonly system: OperatingSystem | undefined;
  readonly managed: boolean;
  readonly module: Module;
}

/**
 * The user data that the module makes of its arguments: on AL2 a script around bootstrap.sh, on AL2023 cloud-init parts around a
 * NodeConfig, on Bottlerocket TOML. Where EKS bootstraps a managed group itself, only what runs before is used.
 */
export function groupUserData(group: MapTree, circumstances: Circumstances): Part {
  const { system, managed, module } = circumstances;
  const args = Object.fromEntries(userDataFields.map((name) => [name, field(group, name)]));
  const bootstraps = !managed || knownText(field(group, 'enable_bootstrap_user_data')) === 'true';
  const unclear = field(group, 'enable_bootstrap_user_data');
  const context = module.spot.context;
  if (args['user_data_template_path'] !== undefined && system !== 'Windows')
    return besideTemplate(templatePart(args['user_data_template_path'], group, module), args);
  const extra = args['bootstrap_extra_args'];
  if (system === 'Bottlerocket' || isSettings(extra)) return userDataPart(extra, context);
  if (system === 'Windows') return windowsPart(args, context);
  const parts = [
    system === 'AL2023'
      ? {}
      : userDataPart(script(args, bootstraps || (unclear !== undefined && isUnknown(unclear))), context),
    system === 'AL2' ? {} : nodeadmPart(args, bootstraps, module),
  ];
  return {
    settings: parts.flatMap(({ settings = [] }) => settings),
    steps: parts.flatMap(({ steps = [] }) => steps),
    files: parts.flatMap(({ files = [] }) => files),
    gaps: parts.flatMap(({ gaps = [] }) => gaps),
  };
}

function windowsPart(args: Arguments, context: ReaderContext): Part {
  const given = Object.values(args).find((one) => one !== undefined);
  return userDataPart(given, context, 'Windows');
}

/** Bottlerocket's TOML, where no AMI type says so. */
function isSettings(extra: Tree | undefined): boolean {
  return extra?.is === 'text' && kindOf(extra.text.text) === 'bottlerocket';
}

type Arguments = Readonly<Record<string, Tree | undefined>>;

/** The script of an AL2 node. The cluster's name and endpoint are the module's own. */
function script(args: Arguments, bootstraps: boolean): Tree | undefined {
  const before = args['pre_bootstrap_user_data'];
  const extra = bootstraps ? args['bootstrap_extra_args'] : undefined;
  const after = bootstraps ? args['post_bootstrap_user_data'] : undefined;
  const given = [before, extra, after].filter((one) => one !== undefined);
  const strange = given.find((one) => one.is !== 'text' || isUnknown(one));
  if (strange !== undefined || given.length === 0) return strange;
  const [first] = given.flatMap((one) => (one.is === 'text' ? [one.text] : []));
  if (first === undefined) return undefined;
  const mark = (text: string): LocatedText => textAt(first, 0, text);
  const text = (tree: Tree | undefined): LocatedText => (tree?.is === 'text' ? tree.text : noText);
  const shebang = text(before).text.startsWith('#!') ? noText : mark('#!/bin/bash\n');
  const call = bootstraps ? [mark('\n/etc/eks/bootstrap.sh cluster '), text(extra), mark('\n')] : [];
  return textTree(joinTexts([shebang, text(before), ...call, text(after)].filter((one) => one.text !== '')));
}

function nodeadmPart(args: Arguments, bootstraps: boolean, module: Module): Part {
  const lists = [args['cloudinit_pre_nodeadm'], bootstraps ? args['cloudinit_post_nodeadm'] : undefined];
  const open = lists.flatMap((list) => {
    const rest = restOf(list);
    return list === undefined || rest === undefined
      ? []
      : [openPart(list.place, `${rest.text} ${rest.why}.`)];
  });
  const parts = lists.flatMap(itemsOf).filter(({ is }) => is === 'map');
  if (parts.length === 0) return open[0] ?? {};
  const mime = mimeText(
    parts.map((part) => ({ type: field(part, 'content_type'), content: field(part, 'content') })),
    module.spot.source,
  );
  const read = userDataPart(textTree(mime), module.spot.context);
  return { ...read, gaps: [...(read.gaps ?? []), ...open.flatMap(({ gaps = [] }) => gaps)] };
}

/** The module puts its cloud-init parts around what the template gives. They are not followed there. */
function besideTemplate(part: Part, args: Arguments): Part {
  const around = [args['cloudinit_pre_nodeadm'], args['cloudinit_post_nodeadm']];
  const open = around.flatMap((list) =>
    list === undefined ? [] : [openPart(list.place, 'Parts around a template of the team are not read.')],
  );
  return { ...part, gaps: [...(part.gaps ?? []), ...open.flatMap(({ gaps = [] }) => gaps)] };
}

/** A template of the team's own, with the values that the module hands to it as far as they are known. */
function templatePart(path: Tree, group: MapTree, module: Module): Part {
  const name = knownText(path);
  const source = name === undefined ? undefined : module.spot.context.open(name, module.spot.file);
  if (source === undefined) {
    const written = ['The template', name ?? restOf(path)?.text, 'of the user data is not here.'];
    return openPart(path.place, written.filter(Boolean).join(' '));
  }
  return userDataPart(
    renderTemplate(wholeText(source), group, module.spot, source.file),
    module.spot.context,
  );
}
