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
import { certainText, field, itemsOf, knownText, withoutFields } from '../../tree/tree.ts';
import { openPart, userDataPart } from '../../user-data-part.ts';
import { type Document, nameOf } from './documents.ts';
import { classOf, isClassKind, isPoolKind, type NodeClass, poolsBeside } from './node-classes.ts';

/**
 * The nodes that Karpenter makes: a node class joined with each pool that names it, and alone where none does.
 *
 * A pool whose class is nowhere leaves everything open; pools of EKS Auto Mode, whose nodes are AWS's own, are left out.
 * A class and a pool in two files are told with the file of the pool.
 *
 * @param named Whether the very file was asked for: then its classes are told here, with the pools of files that were not.
 */
export function readKarpenter(
  documents: readonly Document[],
  context: ReaderContext,
  named = false,
): readonly Setup[] {
  const classes = documents.filter(({ kind }) => isClassKind(kind));
  const pools = documents.filter((document) => isPoolKind(document.kind) && !isAutoMode(document));
  const joined = pools.map((pool) => ({ pool, found: classOf(pool, documents, context) }));
  const used = new Set(joined.flatMap(({ found }) => (found.is === 'found' ? [found.document] : [])));
  return [
    ...classes
      .filter((one) => !used.has(one))
      .flatMap((one) => {
        const others = poolsBeside(one, documents, context).filter(({ pool }) => !isAutoMode(pool));
        if (others.length === 0) return [classSetup(one, context)];
        const untold = named ? others.filter((other) => !other.named) : [];
        return untold.map(({ pool }) => poolSetup(pool, { is: 'found', document: one }, context));
      }),
    ...joined.map(({ pool, found }) => poolSetup(pool, found, context)),
  ];
}

function classSetup(document: Document, context: ReaderContext): Setup {
  const about = { name: nameOf(document), kind: 'node-group', place: document.tree.place } as const;
  const old = document.apiVersion.endsWith('/v1beta1') || document.kind === 'AWSNodeTemplate';
  const why =
    'The kubelet settings of this version are in node pools, which are not in this file, nor in those beside it.';
  const open: Part = { gaps: old ? [{ place: document.tree.place, why, about: 'kubelet-config' }] : [] };
  return makeSetup(about, classFacts(document), [...classParts(document, context), open]);
}

function poolSetup(pool: Document, nodeClass: NodeClass, context: ReaderContext): Setup {
  const kind = 'node-group';
  if (nodeClass.is === 'missing') {
    const { place } = pool.tree;
    return makeSetup(
      { name: nameOf(pool), kind, place },
      [],
      [openPart(place, nodeClass.why), ...poolParts(pool)],
    );
  }
  const found = nodeClass.document;
  return makeSetup(
    { name: `${nameOf(found)}/${nameOf(pool)}`, kind, place: found.tree.place },
    classFacts(found),
    [...classParts(found, context), ...poolParts(pool)],
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

function isAutoMode({ tree }: Document): boolean {
  const reference = field(tree, 'spec', 'template', 'spec', 'nodeClassRef');
  return knownText(field(reference, 'group')) === 'eks.amazonaws.com';
}
