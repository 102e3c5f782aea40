import { factsOfAmiType, factsOfReleaseVersion, type ImageFacts, minorOfText } from '../../image-facts.ts';
import { isKnown, joinTexts, type LocatedText, textAt } from '../../located-text.ts';
import { makeSetup, type Part } from '../../make-setup.ts';
import type { ReaderContext } from '../../reader.ts';
import type { OperatingSystem, Setup } from '../../setup.ts';
import { settingsOf } from '../../tree/settings.ts';
import { certainText, field, itemsOf, restOf, type Tree, withoutFields } from '../../tree/tree.ts';
import { readUserData } from '../../user-data/read-user-data.ts';
import { openPart, userDataPart } from '../../user-data-part.ts';
import { type Document, nameOf } from './documents.ts';

const groupFields = ['nodeGroups', 'managedNodeGroups'];
const scriptFields = ['preBootstrapCommands', 'overrideBootstrapCommand', 'kubeletExtraConfig'];

export function isEksctl({ apiVersion, kind }: Document): boolean {
  return kind === 'ClusterConfig' && apiVersion.startsWith('eksctl.io/');
}

/** The node groups of eksctl's ClusterConfig, and the cluster with what is said of all of them. */
export function readEksctl(document: Document, context: ReaderContext): readonly Setup[] {
  const { tree, gaps } = document;
  const version = certainText(tree, 'metadata', 'version');
  const minor = minorOfText(version);
  const facts: ImageFacts = minor === undefined ? {} : { kubernetes: minor };
  const about = { name: nameOf(document), kind: 'cluster', place: tree.place } as const;
  const shared = { gaps: [...gaps, ...groupFields.flatMap((name) => unknownGroups(field(tree, name)))] };
  const groups = groupFields.flatMap((name) => itemsOf(field(tree, name)).filter(({ is }) => is === 'map'));
  return [
    makeSetup(about, [facts], [settingsOf('eksctl', withoutFields(tree, groupFields)), shared]),
    ...groups.map((group) => groupSetup(group, facts, gaps, context)),
  ];
}

function unknownGroups(groups: Tree | undefined): Setup['gaps'] {
  const rest = restOf(groups);
  if (groups === undefined || rest === undefined) return [];
  return [
    { place: groups.place, why: `The node groups are not known: ${rest.text} ${rest.why}.`, about: 'all' },
  ];
}

function groupSetup(group: Tree, cluster: ImageFacts, gaps: Setup['gaps'], context: ReaderContext): Setup {
  const name = field(group, 'name');
  const facts = [
    factsOfReleaseVersion(certainText(group, 'releaseVersion')),
    factsOfAmiType(certainText(group, 'amiFamily') ?? defaultFamily(group, cluster)),
    cluster,
  ];
  const template = field(group, 'launchTemplate');
  const why = 'The user data is in a launch template, which is not in this file.';
  return makeSetup(
    { name: name?.is === 'text' ? name.text.text : 'node group', kind: 'node-group', place: group.place },
    facts,
    [
      settingsOf('eksctl', withoutFields(group, scriptFields)),
      settingsOf('bottlerocket', field(group, 'bottlerocket', 'settings'), { prefix: 'settings' }),
      scriptPart(group, context, facts.find((fact) => fact.operatingSystem)?.operatingSystem),
      settingsOf('kubelet-config', field(group, 'kubeletExtraConfig')),
      template === undefined ? {} : openPart(template.place, why),
      { gaps },
    ],
  );
}

/**
 * AL2 has no images from 1.33 on, and every eksctl that knows these minors makes AL2023 of what names no family. Below, the family
 * depends on the version of eksctl; an image that is given by its id, or by a launch template, may be of any.
 */
function defaultFamily(group: Tree, { kubernetes }: ImageFacts): string | undefined {
  const isSaid = ['ami', 'amiFamily', 'launchTemplate'].some((name) => field(group, name) !== undefined);
  const minor = Number(kubernetes?.split('.')[1] ?? 0);
  return isSaid || minor < firstWithoutAl2 ? undefined : 'AmazonLinux2023';
}

const firstWithoutAl2 = 33;

/** The commands before bootstrap and what takes bootstrap's place run as one script, in that order. */
function scriptPart(group: Tree, context: ReaderContext, system: OperatingSystem | undefined): Part {
  const commands = field(group, 'preBootstrapCommands');
  const override = field(group, 'overrideBootstrapCommand');
  if (system === 'Windows') return userDataPart(override ?? commands, context, system);
  const before = itemsOf(commands).flatMap((item) => (item.is === 'text' ? [item.text] : []));
  const rest = restOf(commands?.is === 'list' ? commands : undefined);
  const open =
    rest === undefined || commands === undefined ? {} : openPart(commands.place, `${rest.text} ${rest.why}.`);
  if (override !== undefined && (override.is !== 'text' || isDocument(override.text))) {
    return together([scriptOf(before, context), userDataPart(override, context), open]);
  }
  const lines = override?.is === 'text' ? [...before, override.text] : before;
  return together([scriptOf(lines, context), open]);
}

/** A NodeConfig or parts of it, rather than commands. */
function isDocument({ text }: LocatedText): boolean {
  return /^\s*(?:---|apiVersion:|MIME-Version:|Content-Type:|\[settings|\{)/.test(text);
}

function scriptOf(lines: readonly LocatedText[], context: ReaderContext): Part {
  const [first] = lines;
  if (first === undefined) return {};
  const shebang = isKnown(first) && first.text.startsWith('#!') ? '' : '#!/bin/bash\n';
  const parts = lines.flatMap((line) => [line, textAt(line, line.text.length, '\n')]);
  return readUserData(
    joinTexts([textAt(first, 0, shebang), ...parts].filter(({ text }) => text !== '')),
    context,
  );
}

function together(parts: readonly Part[]): Part {
  return {
    settings: parts.flatMap(({ settings = [] }) => settings),
    steps: parts.flatMap(({ steps = [] }) => steps),
    files: parts.flatMap(({ files = [] }) => files),
    gaps: parts.flatMap(({ gaps = [] }) => gaps),
  };
}
