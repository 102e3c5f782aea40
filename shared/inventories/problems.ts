import { type Problem, quoted } from '../problem.ts';

/** Lines that say nothing that is understood, as one problem: a text of another kind has thousands of them. */
export function unreadLines(
  lines: readonly { readonly line: number; readonly text: string }[],
): readonly Problem[] {
  const [first] = lines;
  if (first === undefined) return [];
  const others = lines.length === 1 ? '' : `, and so are ${lines.length - 1} more`;
  return [
    {
      kind: 'inventory-line-unknown',
      subject: 'the inventory',
      place: `line ${first.line}`,
      message: `${quoted(first.text)} is no package in a form that is known${others}.`,
      remedy: 'Print packages with `rpm -qa`; what these lines say is left out.',
    },
  ];
}

/** Items of a document that are not of its shape, as one problem. */
export function unreadItems(subject: string, places: readonly string[]): readonly Problem[] {
  const [first] = places;
  if (first === undefined) return [];
  const others = places.length === 1 ? '' : `, and so have ${places.length - 1} more`;
  return [
    {
      kind: 'inventory-item-unknown',
      subject,
      place: first,
      message: `It has not the fields that such an item has${others}.`,
      remedy: 'Print the inventory again, whole and without a --query; what these items say is left out.',
    },
  ];
}
