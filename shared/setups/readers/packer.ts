import { labelKey } from '../hcl/body.ts';
import { isHcl } from '../hcl/is-hcl.ts';
import { type Module, readModule } from '../hcl/module.ts';
import { placeAt, wholeText } from '../located-text.ts';
import { withGaps } from '../make-setup.ts';
import type { Reader, ReaderContext, Reading, SourceText } from '../reader.ts';
import { maskTemplates } from '../tree/mask-templates.ts';
import { readYaml } from '../tree/read-yaml.ts';
import { field, itemsOf, knownText, type Tree } from '../tree/tree.ts';
import { speaksOfNodes } from '../user-data-part.ts';
import { type Build, buildSetup } from './packer/build.ts';
import { unnamed } from './packer/provisioner.ts';

const hclBuild = /^[ \t]*build[ \t]*\{/m;
const jsonBuild = /^\s*\{[\s\S]*?"builders"\s*:/;

/** Packer's templates, in HCL and in JSON: an image build for each of Amazon's builders. */
export const packerReader: Reader = {
  name: 'Packer',
  reads: ({ text }) =>
    speaksOfNodes(text) &&
    (text.includes('amazon-') || text.includes('provisioner')) &&
    (text.trimStart().startsWith('{') ? jsonBuild.test(text) : hclBuild.test(text) && isHcl(text)),
  read: (source, context) => {
    const read = source.text.trimStart().startsWith('{') ? jsonBuilds(source) : hclBuilds(source, context);
    const setups = read.builds.map((build) => buildSetup(build, context));
    return { setups: withGaps(setups, read.gaps), gaps: read.gaps };
  },
};

/** People have one for each architecture. */
const mostBuilders = 100;

type Builds = { readonly builds: readonly Build[]; readonly gaps: Reading['gaps'] };

function hclBuilds(source: SourceText, context: ReaderContext): Builds {
  const module = readModule(source, context);
  const builds = module.blocks
    .filter(({ type }) => type === 'build')
    .flatMap((block): readonly Build[] => {
      const body = block.body();
      const inner = itemsOf(field(body, 'source')).map((one) => knownText(field(one, labelKey)));
      const named = [...itemsOf(field(body, 'sources')).map(sourceName), ...inner];
      const names = named.length === 0 ? [undefined] : named;
      return names.map((name) => ({
        name: name ?? unnamed,
        place: block.place,
        builder: builderOf(name, module),
        provisioners: field(body, 'provisioner'),
        file: source.file,
      }));
    });
  return { builds, gaps: module.gaps };
}

/** `source.amazon-ebs.nodes` is a word of the language, and stands in quotes as often. */
function sourceName(tree: Tree): string | undefined {
  const written = tree.is === 'text' ? (tree.text.runs[0]?.hole?.text ?? tree.text.text) : undefined;
  return written?.replace(/^source\./, '');
}

function builderOf(name: string | undefined, module: Module): Tree | undefined {
  const [type, label] = name?.split('.') ?? [];
  return type === undefined || label === undefined ? undefined : module.find('source', type, label)?.body();
}

function jsonBuilds(source: SourceText): Builds {
  const { text } = maskTemplates(wholeText(source));
  const tree = readYaml(text);
  if (tree.is === 'broken') {
    const why = `The template cannot be parsed: ${tree.why}`;
    return { builds: [], gaps: [{ place: placeAt(text, tree.offset), why, about: 'all' }] };
  }
  const builders = itemsOf(field(tree, 'builders'));
  const ours = builders
    .slice(0, mostBuilders)
    .filter((one) => knownText(field(one, 'type'))?.startsWith('amazon-'));
  const builds = ours.map((builder): Build => {
    const type = knownText(field(builder, 'type')) ?? unnamed;
    const name = knownText(field(builder, 'name')) ?? type;
    return {
      name,
      place: builder.place,
      builder,
      provisioners: field(tree, 'provisioners'),
      file: source.file,
    };
  });
  const after = builders[mostBuilders];
  const why = `The builders after the ${mostBuilders}th are not read.`;
  return { builds, gaps: after === undefined ? [] : [{ place: after.place, why, about: 'all' }] };
}
