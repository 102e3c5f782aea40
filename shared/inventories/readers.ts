import type { InventoryReader } from './inventory.ts';
import { commandOutput } from './readers/command-output.ts';
import { cyclonedx } from './readers/cyclonedx.ts';
import { kubernetesNodes } from './readers/kubernetes-nodes.ts';
import { kubernetesTable } from './readers/kubernetes-table.ts';
import { spdx } from './readers/spdx.ts';
import { spdxTags } from './readers/spdx-tags.ts';
import { ssmInventory } from './readers/ssm-inventory.ts';

/** Every format, in the order in which a text is tried: the first that knows it reads it. Lines of commands are the last guess. */
export const inventoryReaders: readonly InventoryReader[] = [
  kubernetesNodes,
  ssmInventory,
  cyclonedx,
  spdx,
  spdxTags,
  kubernetesTable,
  commandOutput,
];
