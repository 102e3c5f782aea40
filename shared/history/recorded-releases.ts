import type { RecordedRelease } from '../packages/recorded-history/recorded-release.ts';
import json from './eks-amazon-linux.json' with { type: 'json' };

/**
 * Every release whose facts ship with the product, by tag ascending. Read them with `readRecord`. They are checked before they are
 * committed, and trusted here: checking them anew would be a fifth of each function's cold start. A test fails when one is wrong.
 */
export const recordedReleases: readonly RecordedRelease[] =
  json as readonly unknown[] as readonly RecordedRelease[];
