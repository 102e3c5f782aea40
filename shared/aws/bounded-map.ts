/**
 * Does the work for every item, at most `limit` of them at once, and gives the results in the order of the items. Throws what
 * the first failing work throws; work that may fail for one item alone has to catch that itself.
 */
export async function boundedMap<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results = new Map<number, Result>();
  const left = items.entries();
  const worker = async () => {
    // Workers share one iterator, so that each item is taken by one of them.
    for (const [index, item] of left) results.set(index, await work(item));
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return items.map((_, index) => results.get(index) as Result);
}
