import * as z from 'zod';
import { longestSymptom } from '../routes/behaviour-changes.ts';

/** The views of the page, in the order of its menu. */
export const viewIds = ['releases', 'compare', 'packages', 'rollout', 'known'] as const;
export type ViewId = (typeof viewIds)[number];

/** A form sends what was left empty too. */
function field(longest: number) {
  return z
    .string()
    .max(longest)
    .transform((text) => text.trim() || undefined)
    .optional();
}

const choice = field(80);

/** The address of the page. Marks that others put on links to it are left aside. */
export const pageParameters = z.looseObject({
  view: choice,
  severity: choice,
  amiType: choice,
  kubernetes: choice,
  package: choice,
  before: choice,
  from: choice,
  to: choice,
  release: choice,
  behaviourChange: choice,
  symptom: field(longestSymptom),
});

/** What a view was asked to show. */
export interface Asked {
  readonly view?: string | undefined;
  readonly severity?: string | undefined;
  readonly amiType?: string | undefined;
  readonly kubernetes?: string | undefined;
  readonly package?: string | undefined;
  readonly before?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly release?: string | undefined;
  readonly behaviourChange?: string | undefined;
  readonly symptom?: string | undefined;
}
