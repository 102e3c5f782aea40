import * as z from 'zod';
import { type Installed, type InventoryReader, unnamedNode } from '../inventory.ts';
import { linesOf } from '../lines.ts';
import { unreadItems } from '../problems.ts';
import { readPackageUrl, rpmPackage } from '../rpm-name.ts';

const documentSchema = z.object({
  spdxVersion: z.string().startsWith('SPDX-2'),
  packages: z.array(z.unknown()),
});

const packageSchema = z.object({
  name: z.string(),
  versionInfo: z.string().optional(),
  externalRefs: z.array(z.object({ referenceType: z.string(), referenceLocator: z.string() })).optional(),
});

/** An SBOM in SPDX's JSON. */
export const spdx: InventoryReader = {
  id: 'spdx',
  title: 'SPDX 2 SBOM, JSON',
  read: ({ json }) => {
    const document = documentSchema.safeParse(json).data;
    if (document === undefined) return undefined;
    const unread: string[] = [];
    const installed = document.packages.flatMap((item, index): Installed[] => {
      const place = `package ${index + 1}`;
      const read = packageSchema.safeParse(item).data;
      if (read === undefined) unread.push(place);
      if (read === undefined) return [];
      const { externalRefs = [], name, versionInfo = '' } = read;
      const urls = externalRefs.flatMap(({ referenceLocator, referenceType }) =>
        referenceType === 'purl' ? [referenceLocator] : [],
      );
      return spdxPackage(name, versionInfo, urls, place);
    });
    return { nodes: [unnamedNode(installed)], problems: unreadItems('the SBOM', unread) };
  },
};

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

/** A package with a package URL is what that says; one without any is taken at its name. */
function spdxPackage(name: string, version: string, urls: readonly string[], place: string): Installed[] {
  const known = urls.filter((url) => url.startsWith('pkg:'));
  const found = known.length === 0 ? rpmPackage(name, version) : known.map(readPackageUrl).find(Boolean);
  return found === undefined ? [] : [{ name: found.name, version: found.version, running: false, place }];
}
