import { addressOf } from '../address.ts';
import type { Asked } from './asked.ts';

/** Where a view of the page is, relative to the page itself: it works below any prefix. */
export function viewAddress(asked: Asked): string {
  const { view, ...parameters } = asked;
  return addressOf('./', { view: view === 'releases' ? undefined : view, ...parameters });
}
