import { type InventoryReader, kernelArchitecture, type NodeInventory } from '../inventory.ts';
import { linesOf } from '../lines.ts';
import { mostNodes, tooManyNodes, unreadItems } from '../problems.ts';
import { nodeOf } from './kubernetes-nodes.ts';

/** kubectl leaves at least this between two columns, and a single space within one. */
const gap = /\s{2,}|\t/;

/** What a person copies from a terminal. */
export const kubernetesTable: InventoryReader = {
  id: 'kubernetes-table',
  title: 'kubectl get nodes -o wide',
  read: ({ text }) => {
    let columns: readonly string[] | undefined;
    const nodes: NodeInventory[] = [];
    const unread: string[] = [];
    for (const line of linesOf(text)) {
      const cells = line.text.split(gap);
      if (columns === undefined) {
        if (cells[0] !== 'NAME' || !cells.includes('STATUS') || !cells.includes('VERSION')) return undefined;
        columns = cells;
        continue;
      }
      if (nodes.length + unread.length === mostNodes) return tooManyNodes;
      const node = readRow(columns, cells, `line ${line.number}`);
      if (node === undefined) unread.push(`line ${line.number}`);
      else nodes.push(node);
    }
    return columns && { nodes, problems: unreadItems('the list of nodes', unread) };
  },
};

function readRow(
  columns: readonly string[],
  cells: readonly string[],
  place: string,
): NodeInventory | undefined {
  if (cells.length !== columns.length) return undefined;
  const row = new Map(columns.map((column, index) => [column, cells[index] ?? '']));
  const kernelVersion = row.get('KERNEL-VERSION');
  return nodeOf(
    {
      node: row.get('NAME') ?? '',
      kubeletVersion: row.get('VERSION') ?? '',
      kernelVersion,
      containerRuntimeVersion: row.get('CONTAINER-RUNTIME'),
      osImage: row.get('OS-IMAGE') ?? '',
      architecture: kernelVersion === undefined ? undefined : kernelArchitecture(kernelVersion),
    },
    place,
  );
}
