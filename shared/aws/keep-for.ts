/** Reads something when it is first needed, and again when it is older than `keepMs`. A read that failed is not kept. */
export function keepFor<T>(keepMs: number, read: () => Promise<T>, now: () => Date): () => Promise<T> {
  let kept: { readonly value: T; readonly until: number } | undefined;
  return async () => {
    if (kept === undefined || now().getTime() >= kept.until) {
      kept = { value: await read(), until: now().getTime() + keepMs };
    }
    return kept.value;
  };
}
