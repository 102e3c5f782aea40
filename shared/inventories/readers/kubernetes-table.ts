import { type InventoryReader, kernelArchitecture, type NodeInventory } from '../inventory.ts';
import { unreadLines } from '../problems.ts';
import { nodeOf } from './kubernetes-nodes.ts';

/** kubectl leaves at least this between two columns, and a single space within one. */
const gap = /\s{2,}|\t/;

/** What a person copies from a terminal. */
export const kubernetesTable: InventoryReader = {
  id: 'kubernetes-table',
  title: 'kubectl get nodes -o wide',
  read: ({ text }) => {
    const lines = text.split(/\r?\n/).map((line) => line.trimEnd());
    const top = lines.findIndex((line) => line !== '');
    const columns = (lines[top] ?? '').split(gap);
    if (columns[0] !== 'NAME' || !columns.includes('STATUS') || !columns.includes('VERSION'))
      return undefined;
    const unread: { line: number; text: string }[] = [];
    const nodes = lines.flatMap((line, index): NodeInventory[] => {
      if (index <= top || line === '') return [];
      const node = readRow(columns, line.split(gap), `line ${index + 1}`);
      if (node === undefined) unread.push({ line: index + 1, text: line });
      return node === undefined ? [] : [node];
    });
    return nodes.length === 0 ? undefined : { nodes, problems: unreadLines(unread) };
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
