import * as z from 'zod';
import {
  type InventoryReader,
  type NodeInventory,
  readArchitecture,
  readOperatingSystem,
  upstreamOf,
} from '../inventory.ts';
import { mostNodes, tooManyNodes, unreadItems } from '../problems.ts';
import { splitArchitecture } from '../rpm-name.ts';

const listSchema = z.object({ kind: z.enum(['List', 'NodeList']), items: z.array(z.unknown()) });

const nodeSchema = z.object({
  kind: z.literal('Node').optional(),
  metadata: z.object({ name: z.string() }),
  status: z.object({
    nodeInfo: z.object({
      architecture: z.string().optional(),
      containerRuntimeVersion: z.string(),
      kernelVersion: z.string(),
      kubeletVersion: z.string(),
      osImage: z.string().optional(),
    }),
  }),
});

/** What a node of a cluster says of itself, as kubelet told the API server. */
export const kubernetesNodes: InventoryReader = {
  id: 'kubernetes-nodes',
  title: 'kubectl get nodes -o json',
  read: ({ json }) => {
    const list = listSchema.safeParse(json).data;
    const single = nodeSchema.required({ kind: true }).safeParse(json).data;
    if (list === undefined && single === undefined) return undefined;
    if (list !== undefined && list.items.length > mostNodes) return tooManyNodes;
    const unread: string[] = [];
    const nodes = (list?.items ?? [single]).flatMap((item, index): NodeInventory[] => {
      const node = nodeSchema.safeParse(item).data;
      if (node === undefined) unread.push(`item ${index + 1}`);
      return node === undefined ? [] : [inventoryOf(node, `item ${index + 1}`)];
    });
    return { nodes, problems: unreadItems('the list of nodes', unread) };
  },
};

function inventoryOf({ metadata, status }: z.infer<typeof nodeSchema>, place: string): NodeInventory {
  const { architecture = '', osImage = '', ...versions } = status.nodeInfo;
  return nodeOf(
    { node: metadata.name, ...versions, osImage, architecture: readArchitecture(architecture) },
    place,
  );
}

/** A node by what Kubernetes shows of every node. */
export function nodeOf(
  shown: {
    readonly node: string;
    readonly kubeletVersion: string;
    readonly kernelVersion: string | undefined;
    readonly containerRuntimeVersion: string | undefined;
    readonly osImage: string;
    readonly architecture: NodeInventory['architecture'];
  },
  place: string,
): NodeInventory {
  const runs = (name: string, version: string) => ({ name, version, running: true, place });
  const [runtime = '', version = ''] = (shown.containerRuntimeVersion ?? '').split('://');
  return {
    node: shown.node,
    installed: [
      ...(version === '' ? [] : [runs(runtime, upstreamOf(version) ?? version)]),
      ...(shown.kernelVersion === undefined
        ? []
        : [runs('kernel', splitArchitecture(shown.kernelVersion).bare)]),
      runs('kubelet', upstreamOf(shown.kubeletVersion) ?? shown.kubeletVersion),
    ],
    architecture: shown.architecture,
    operatingSystem: readOperatingSystem(shown.osImage),
  };
}
