import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../shared/aws/table.ts';

/** How large the items of one kind are, by the first word of their partition key. */
export interface ItemSizes {
  readonly kind: string;
  readonly count: number;
  readonly bytes: number;
  readonly largest: number;
}

/** Reads the whole table and weighs it as DynamoDB does. */
export async function itemSizes({ client, name }: Table): Promise<readonly ItemSizes[]> {
  const sizes = new Map<string, number[]>();
  let start: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: name, ...(start === undefined ? {} : { ExclusiveStartKey: start }) }),
    );
    for (const item of page.Items ?? []) {
      const kind = String(item['pk']).split('#')[0] ?? '';
      sizes.set(kind, [...(sizes.get(kind) ?? []), weigh(item) - 3]);
    }
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return [...sizes].map(([kind, all]) => ({
    kind,
    count: all.length,
    bytes: all.reduce((sum, size) => sum + size, 0),
    largest: Math.max(...all),
  }));
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
function weigh(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(value).length / 2) + 1;
  if (Array.isArray(value)) return 3 + value.reduce<number>((sum, one) => sum + 1 + weigh(one), 0);
  if (typeof value !== 'object' || value === null) return 1;
  return Object.entries(value).reduce(
    (sum, [name, one]) => sum + Buffer.byteLength(name) + 1 + weigh(one),
    3,
  );
}
