const keepMs = 3_600_000;

/**
 * Reads a secret when it is first needed, and again an hour later: a new token counts without a deployment. A read that
 * failed is not kept.
 */
export function keepAnHour(read: () => Promise<string>, now: () => Date): () => Promise<string> {
  let kept: { readonly value: string; readonly until: number } | undefined;
  return async () => {
    if (kept === undefined || now().getTime() >= kept.until) {
      kept = { value: await read(), until: now().getTime() + keepMs };
    }
    return kept.value;
  };
}
