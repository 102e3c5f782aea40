import { type Installed, type InventoryReader, unnamedNode } from '../inventory.ts';
import { linesOf } from '../lines.ts';
import { spdxPackage } from './spdx-package.ts';

/** SPDX as lines of `Tag: value`. */
export const spdxTags: InventoryReader = {
  id: 'spdx-tags',
  title: 'SPDX 2 SBOM, tag-value',
  read: ({ text }) => {
    if (!/^SPDXVersion: *SPDX-2/m.test(text.slice(0, 10_000))) return undefined;
    const installed: Installed[] = [];
    let open: { name: string; version: string; urls: string[]; place: string } | undefined;
    const close = () => {
      if (open !== undefined) installed.push(...spdxPackage(open.name, open.version, open.urls, open.place));
    };
    for (const { number, text: line } of linesOf(text)) {
      const [, tag = '', value = ''] = /^(PackageName|PackageVersion|ExternalRef): *(.*)$/.exec(line) ?? [];
      if (tag === 'PackageName') {
        close();
        open = { name: value.trim(), version: '', urls: [], place: `line ${number}` };
      } else if (tag === 'PackageVersion' && open !== undefined) open.version = value.trim();
      else if (tag === 'ExternalRef') open?.urls.push(/ purl (\S+)/.exec(value)?.[1] ?? '');
    }
    close();
    return { nodes: [unnamedNode(installed)], problems: [] };
  },
};
