/** A turning point of a range: from `introduced` on, until before `fixed`, or up to and with `last_affected`. */
export type RangeEvent =
  | { readonly introduced: string }
  | { readonly fixed: string }
  | { readonly last_affected: string };

/**
 * Whether a version or a tag is in the range.
 *
 * @param compareTo orders the version or tag against a bound: below 0 when it comes before.
 */
export function withinEvents(events: readonly RangeEvent[], compareTo: (bound: string) => number): boolean {
  let within = false;
  for (const event of events) {
    if ('introduced' in event) within ||= compareTo(event.introduced) >= 0;
    else if ('fixed' in event) within &&= compareTo(event.fixed) < 0;
    else within &&= compareTo(event.last_affected) <= 0;
  }
  return within;
}
