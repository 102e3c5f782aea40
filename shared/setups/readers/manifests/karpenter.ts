import {
  factsOfAlias,
  factsOfAmiType,
  factsOfImageName,
  factsOfParameter,
  type ImageFacts,
} from '../../image-facts.ts';
import { makeSetup, type Part } from '../../make-setup.ts';
import type { ReaderContext } from '../../reader.ts';
import type { Setup } from '../../setup.ts';
import { settingsOf } from '../../tree/settings.ts';
import { certainText, field, fieldOf, itemsOf, knownText, withoutFields } from '../../tree/tree.ts';
import { openPart, userDataPart } from '../../user-data-part.ts';
import { type Document, nameOf } from './documents.ts';

const classKinds = ['EC2NodeClass', 'AWSNodeTemplate'];
const poolKinds = ['NodePool', 'Provisioner'];

export function isKarpenterKind(kind: string): boolean {
  return classKinds.includes(kind) || poolKinds.includes(kind);
}

/**
 * The nodes that Karpenter makes: a node class joined with each pool that names it, and alone where none does.
 *
 * A pool without its class leaves everything open; pools of EKS Auto Mode, whose nodes are AWS's own, are left out.
 */
export function readKarpenter(documents: readonly Document[], context: ReaderContext): readonly Setup[] {
  const classes = documents.filter(({ kind }) => classKinds.includes(kind));
  const pools = documents.filter((document) => poolKinds.includes(document.kind) && !isAutoMode(document));
  const named = new Set(pools.map(classNameOf));
  return [
    ...classes.filter((one) => !named.has(nameOf(one))).map((one) => classSetup(one, context)),
    ...pools.map((pool) => {
      const found = classes.find((one) => nameOf(one) === classNameOf(pool));
      return poolSetup(pool, found, context);
    }),
  ];
}

function classSetup(document: Document, context: ReaderContext): Setup {
  const about = { name: nameOf(document), kind: 'node-group', place: document.tree.place } as const;
  const old = document.apiVersion.endsWith('/v1beta1') || document.kind === 'AWSNodeTemplate';
  const why = 'The kubelet settings of this version are in node pools, which are not in this file.';
  const open: Part = { gaps: old ? [{ place: document.tree.place, why, about: 'kubelet-config' }] : [] };
  return makeSetup(about, classFacts(document), [...classParts(document, context), open]);
}

function poolSetup(pool: Document, found: Document | undefined, context: ReaderContext): Setup {
  const name = found === undefined ? nameOf(pool) : `${nameOf(found)}/${nameOf(pool)}`;
  const missing = `The node class ${classNameOf(pool) ?? ''} is not in this file.`.replace('  ', ' ');
  const parts = found === undefined ? [openPart(pool.tree.place, missing)] : classParts(found, context);
  return makeSetup(
    { name, kind: 'node-group', place: (found ?? pool).tree.place },
    found === undefined ? [] : classFacts(found),
    [...parts, ...poolParts(pool)],
  );
}

function classParts(document: Document, context: ReaderContext): readonly Part[] {
  const { tree, gaps, kind } = document;
  const spec = field(tree, 'spec');
  const system = classFacts(document).find((fact) => fact.operatingSystem)?.operatingSystem;
  return [
    settingsOf('node-class', withoutFields(spec, ['userData']), { prefix: 'spec' }),
    userDataPart(field(spec, 'userData'), context, system),
    settingsOf('kubelet-config', kind === 'EC2NodeClass' ? field(spec, 'kubelet') : undefined),
    { gaps },
    ...(field(spec, 'launchTemplate') === undefined
      ? []
      : [openPart(tree.place, 'The user data is in a launch template, which is not in this file.')]),
  ];
}

function poolParts({ tree, gaps }: Document): readonly Part[] {
  const spec = field(tree, 'spec');
  const kubelet = field(spec, 'template', 'spec', 'kubelet') ?? field(spec, 'kubeletConfiguration');
  return [settingsOf('node-pool', spec, { prefix: 'spec' }), settingsOf('kubelet-config', kubelet), { gaps }];
}

/** The alias wins over the family; names and parameters of images say something only where they are spelled out. */
function classFacts({ tree }: Document): readonly ImageFacts[] {
  const spec = field(tree, 'spec');
  const terms = itemsOf(field(spec, 'amiSelectorTerms'));
  const texts = (name: string): readonly string[] => terms.flatMap((term) => certainText(term, name) ?? []);
  const facts = [
    ...texts('alias').map(factsOfAlias),
    factsOfAmiType(certainText(spec, 'amiFamily')),
    ...(terms.length === 1 ? texts('name').map(factsOfImageName) : []),
    ...(terms.length === 1 ? texts('ssmParameter').map(factsOfParameter) : []),
  ];
  return facts;
}

function classNameOf({ tree }: Document): string | undefined {
  const spec = field(tree, 'spec');
  const reference = fieldOf(field(spec, 'template', 'spec'), 'nodeClassRef') ?? fieldOf(spec, 'providerRef');
  return knownText(field(reference, 'name'));
}

function isAutoMode({ tree }: Document): boolean {
  const reference = field(tree, 'spec', 'template', 'spec', 'nodeClassRef');
  return knownText(field(reference, 'group')) === 'eks.amazonaws.com';
}
