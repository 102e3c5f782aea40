import type * as z from 'zod';
import type { Catalogue, CatalogueRelease } from '../../../shared/feed/catalogue.ts';
import { releaseOfQuery } from '../known.ts';
import { badParameter } from '../problem.ts';
import type { Asked } from './asked.ts';

/** A field of the page's address as the API would read it; a value that it would not take is complained of. */
export function chosen<Schema extends z.ZodType>(
  asked: Asked,
  name: keyof Asked,
  schema: Schema,
): z.output<Schema> | undefined {
  const text = asked[name];
  if (text === undefined) return undefined;
  const read = schema.safeParse(text);
  if (read.success) return read.data;
  throw badParameter(name, 'there is no such value. Choose one of those below.');
}

/** A release that the address names. */
export function chosenRelease(
  catalogue: Catalogue,
  asked: Asked,
  name: keyof Asked,
): CatalogueRelease | undefined {
  const tag = asked[name];
  return tag === undefined ? undefined : releaseOfQuery(catalogue, name, tag);
}
