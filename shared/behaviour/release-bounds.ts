import * as z from 'zod';
import { parseReleaseTag } from '../parameters/release-tag.ts';
import { says } from '../problem.ts';

/** What two bounds of a range have between them: below 0 when `a` is the earlier one. */
export type CompareBounds = (a: string, b: string) => number;

const noSuchDay = 'is a day that no calendar has';

/** A release of `eks-amazon-linux`, `v20240828`. */
export const tag = z
  .string()
  .regex(/^v20\d{6}$/, { abort: true, error: says('is not a release tag', 'Write it as v20240828.') })
  .refine((text) => parseReleaseTag(text) !== undefined, {
    error: says(noSuchDay, 'Copy the tag from the release page: v20240828.'),
  });

/** A release of Bottlerocket, `1.28.0`. */
export const dottedVersion = z.string().regex(/^\d{1,3}\.\d{1,3}\.\d{1,3}$/, {
  error: says('is not a release of Bottlerocket', "Write its three numbers, in quotes: '1.28.0'."),
});

/** A release of EKS's Windows images, `2024.11.12`. */
export const dottedDate = z
  .string()
  .regex(/^20\d\d\.\d\d\.\d\d$/, {
    abort: true,
    error: says('is not a release of the Windows images', "Write it as '2024.11.12'."),
  })
  .refine((text) => parseReleaseTag(`v${text.replaceAll('.', '')}`) !== undefined, {
    error: says(noSuchDay, "Copy the date from the list of versions: '2024.11.12'."),
  });

/** Tags order as text, because their dates do. */
export const byTag: CompareBounds = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** Orders `1.9.0` before `1.28.0`, and days. */
export const byRelease: CompareBounds = (a, b) => {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  const differing = left.findIndex((number, place) => number !== right[place]);
  return differing === -1 ? 0 : (left[differing] ?? 0) - (right[differing] ?? 0);
};
