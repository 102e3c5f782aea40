import { type Module, referenceOf } from '../../hcl/module.ts';
import { factsOfImageName, factsOfParameter, type ImageFacts } from '../../image-facts.ts';
import { field, itemsOf, knownText, type Tree } from '../../tree/tree.ts';

/** What is known of the image that an id comes from: a data source that looks for names, or for a public parameter. */
export function imageFacts(id: Tree | undefined, module: Module): ImageFacts {
  const literal = knownText(id);
  if (literal !== undefined) return factsOfParameter(literal);
  const [root, type = '', name = ''] = referenceOf(id);
  const body = root === 'data' ? module.find('data', type, name)?.body() : undefined;
  if (body === undefined) return {};
  if (type === 'aws_ssm_parameter') return factsOfParameter(writtenText(field(body, 'name')));
  if (type !== 'aws_ami') return {};
  const names = itemsOf(field(body, 'filter'))
    .filter((filter) => knownText(field(filter, 'name')) === 'name')
    .flatMap((filter) => itemsOf(field(filter, 'values')));
  const [only] = names;
  return names.length === 1 ? factsOfImageName(writtenText(only)) : {};
}

/** A name with `*` where a part is not known. */
export function writtenText(tree: Tree | undefined): string | undefined {
  return tree?.is === 'text' ? tree.text.text.replaceAll('\uE000', '*') : undefined;
}
