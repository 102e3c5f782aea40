import { mimeText } from '../mime-text.ts';
import { field, itemsOf, type Tree, textTree } from '../tree/tree.ts';
import type { Block } from './body.ts';
import { followPath } from './evaluate.ts';
import { renderTemplate } from './functions.ts';
import type { Spot } from './spot.ts';

/**
 * What a data source gives that makes a text of what stands in the files: a template, cloud-init's parts, a local file.
 *
 * `path` is `['template_file', 'nodes', 'rendered']`, maybe with `[0]` before the last word.
 */
export function renderedPath(
  path: readonly string[],
  find: (type: string, ...labels: readonly string[]) => Block | undefined,
  spot: Spot,
): Tree | undefined {
  const [type = '', name = '', ...rest] = path;
  const wanted = rest.filter((word) => !/^\[\d+\]$/.test(word)).join('.');
  if (wanted !== 'rendered' && wanted !== 'content') return undefined;
  const body = find('data', type, name)?.body();
  if (body === undefined) return undefined;
  if (type === 'template_file') {
    const template = field(body, 'template');
    return template?.is === 'text'
      ? renderTemplate(template.text, field(body, 'vars'), spot, spot.file)
      : undefined;
  }
  if (type === 'cloudinit_config' || type === 'template_cloudinit_config') return partsText(body, spot);
  return undefined;
}

function partsText(body: Tree, spot: Spot): Tree | undefined {
  const parts = field(body, 'part');
  if (parts === undefined || (parts.is === 'list' && parts.rest !== undefined)) return undefined;
  return textTree(
    mimeText(
      itemsOf(parts).map((part) => ({
        type: followPath(part, ['content_type']),
        content: followPath(part, ['content']),
      })),
      spot.source,
    ),
  );
}
