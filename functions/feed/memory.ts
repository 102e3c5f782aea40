/** What was made, by key, the least recently used forgotten first. */
export interface Memory<Value> {
  readonly get: (key: string) => Value | undefined;
  /** `size` is what the value takes, in characters. */
  readonly set: (key: string, value: Value, size: number) => void;
}

/** A memory of at most so many characters. A value that alone is larger than a quarter of it is not kept. */
export function boundedMemory<Value>(mostCharacters: number): Memory<Value> {
  const kept = new Map<string, { readonly value: Value; readonly size: number }>();
  let total = 0;
  const forget = (key: string) => {
    total -= kept.get(key)?.size ?? 0;
    kept.delete(key);
  };
  return {
    get: (key) => {
      const found = kept.get(key);
      if (found === undefined) return undefined;
      // Taken out and put back, it stands behind those that were not asked for since.
      kept.delete(key);
      kept.set(key, found);
      return found.value;
    },
    set: (key, value, size) => {
      forget(key);
      const whole = size + key.length;
      if (whole * 4 > mostCharacters) return;
      kept.set(key, { value, size: whole });
      total += whole;
      for (const oldest of kept.keys()) {
        if (total <= mostCharacters) break;
        forget(oldest);
      }
    },
  };
}
