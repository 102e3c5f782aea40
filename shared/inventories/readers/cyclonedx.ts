import * as z from 'zod';
import { type Installed, type InventoryReader, unnamedNode } from '../inventory.ts';
import { unreadItems } from '../problems.ts';
import { readPackageUrl } from '../rpm-name.ts';
import { installedOf } from './installed-of.ts';

const documentSchema = z.object({
  bomFormat: z.literal('CycloneDX'),
  components: z.array(z.unknown()).optional(),
});

const componentSchema = z.object({
  purl: z.string().optional(),
  components: z.array(z.unknown()).optional(),
});

/** An SBOM: of its components those that RPM installed count, since a Go module of the same name is not the program. */
export const cyclonedx: InventoryReader = {
  id: 'cyclonedx',
  title: 'CycloneDX SBOM, JSON',
  read: ({ json }) => {
    const document = documentSchema.safeParse(json).data;
    if (document === undefined) return undefined;
    const installed: Installed[] = [];
    const unread: string[] = [];
    // Components can have components. A list to work off holds any depth of them; recursion would not.
    const open = [...(document.components ?? [])];
    for (let index = 0; index < open.length; index += 1) {
      const place = `component ${index + 1}`;
      const component = componentSchema.safeParse(open[index]).data;
      if (component === undefined) {
        unread.push(place);
        continue;
      }
      for (const inner of component.components ?? []) open.push(inner);
      const found = readPackageUrl(component.purl ?? '');
      if (found !== undefined) installed.push({ ...installedOf(found), place });
    }
    return { nodes: [unnamedNode(installed)], problems: unreadItems('the SBOM', unread) };
  },
};
