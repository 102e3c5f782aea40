/** A map that can be led into a branch and back, at the cost of what the branch changes alone. */
export interface JournaledMap<V> {
  readonly get: (key: string) => V | undefined;
  readonly set: (key: string, value: V | undefined) => void;
  readonly entries: () => Iterable<readonly [string, V]>;
  /** Runs something, takes back what it changed, and gives the changes. */
  readonly branch: (run: () => void) => ReadonlyMap<string, V | undefined>;
}

export function journaledMap<V>(): JournaledMap<V> {
  const values = new Map<string, V>();
  let journal: Map<string, V | undefined> | undefined;
  const put = (key: string, value: V | undefined) => {
    if (value === undefined) values.delete(key);
    else values.set(key, value);
  };
  return {
    get: (key) => values.get(key),
    set: (key, value) => {
      if (journal !== undefined && !journal.has(key)) journal.set(key, values.get(key));
      put(key, value);
    },
    entries: () => values.entries(),
    branch: (run) => {
      const outer = journal;
      const own = new Map<string, V | undefined>();
      journal = own;
      run();
      journal = outer;
      const changes = new Map([...own.keys()].map((key) => [key, values.get(key)] as const));
      for (const [key, value] of own) put(key, value);
      return changes;
    },
  };
}
