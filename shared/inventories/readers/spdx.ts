import * as z from 'zod';
import { type Installed, type InventoryReader, unnamedNode } from '../inventory.ts';
import { unreadItems } from '../problems.ts';
import { spdxPackage } from './spdx-package.ts';

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
