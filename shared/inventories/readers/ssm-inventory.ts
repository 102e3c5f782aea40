import * as z from 'zod';
import type { Problem } from '../../problem.ts';
import {
  type Installed,
  type InventoryReader,
  type NodeInventory,
  readArchitecture,
  unnamedNode,
} from '../inventory.ts';
import { mostNodes, tooManyNodes, unreadItems } from '../problems.ts';
import { evrOf, rpmPackage } from '../rpm-name.ts';

const type = 'AWS:Application';

const applicationSchema = z.object({
  Name: z.string(),
  Version: z.string(),
  Release: z.string().optional(),
  Epoch: z.string().optional(),
  Architecture: z.string().optional(),
});

/** `aws ssm list-inventory-entries`: one instance. */
const entriesSchema = z.object({
  TypeName: z.literal(type),
  InstanceId: z.string().optional(),
  Entries: z.array(z.unknown()),
  NextToken: z.string().optional(),
});

/** `aws ssm get-inventory`: several. */
const inventorySchema = z.object({
  Entities: z.array(z.unknown()),
  NextToken: z.string().optional(),
});

const entitySchema = z.object({
  Id: z.string(),
  Data: z.object({ [type]: z.object({ Content: z.array(z.unknown()) }) }),
});

/** What Systems Manager gathered on an instance. */
export const ssmInventory: InventoryReader = {
  id: 'ssm-inventory',
  title: 'aws ssm list-inventory-entries, or get-inventory, of AWS:Application',
  read: ({ json }) => {
    const one = entriesSchema.safeParse(json).data;
    if (one !== undefined) {
      const { node, problems } = nodeOf(one.InstanceId, one.Entries);
      return { nodes: [node], problems: [...problems, ...unfinished(one.NextToken)] };
    }
    const several = inventorySchema.safeParse(json).data;
    if (several === undefined) return undefined;
    if (several.Entities.length > mostNodes) return tooManyNodes;
    const unread: string[] = [];
    const read = several.Entities.flatMap((item, index) => {
      const entity = entitySchema.safeParse(item).data;
      if (entity === undefined) unread.push(`entity ${index + 1}`);
      return entity === undefined ? [] : [nodeOf(entity.Id, entity.Data[type].Content)];
    });
    return {
      nodes: read.map(({ node }) => node),
      problems: [
        ...read.flatMap(({ problems }) => problems),
        ...unreadItems('the list of instances', unread),
        ...unfinished(several.NextToken),
      ],
    };
  },
};

function nodeOf(
  id: string | undefined,
  entries: readonly unknown[],
): { node: NodeInventory; problems: readonly Problem[] } {
  const unread: string[] = [];
  const installed = entries.flatMap((entry, index): Installed[] => {
    const place = `item ${index + 1}`;
    const read = applicationSchema.safeParse(entry).data;
    if (read === undefined) unread.push(place);
    if (read === undefined) return [];
    const { Architecture = '', Epoch, Name: name, Release, Version } = read;
    const version = rpmPackage(name, evrOf(Epoch, Version, Release))?.version ?? Version;
    return [{ name, version, running: false, architecture: readArchitecture(Architecture), place }];
  });
  return {
    node: { ...unnamedNode(installed), node: id },
    problems: unreadItems(id ?? 'the list of applications', unread),
  };
}

/** Half an inventory looks like a node without the other packages. */
function unfinished(token: string | undefined): readonly Problem[] {
  if (token === undefined) return [];
  return [
    {
      kind: 'inventory-unfinished',
      subject: 'the inventory',
      message: 'It goes on behind a NextToken; what is there is left out.',
      remedy: 'Ask for all of it: leave out --max-results and --no-paginate.',
    },
  ];
}
