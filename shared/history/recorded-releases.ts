import * as z from 'zod';
import {
  type RecordedRelease,
  recordedReleaseSchema,
} from '../packages/recorded-history/recorded-release.ts';
import json from './eks-amazon-linux.json' with { type: 'json' };

/** Every release whose facts ship with the product, by tag ascending. Read them with `readRecord`. */
export const recordedReleases: readonly RecordedRelease[] = z.array(recordedReleaseSchema).parse(json);
