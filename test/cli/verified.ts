import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import * as z from 'zod';
import { verificationSchemaPath } from '../../cli/publish-schemas.ts';
import { verifyInventory } from '../../cli/verify.ts';
import type { Verification } from '../../shared/feed/verification.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';

export const published = readFileSync(verificationSchemaPath, 'utf8');
const consumer = z.fromJSONSchema(JSON.parse(published));
const folder = new URL('../fixtures/inventories/', import.meta.url);
/** A text of `test/fixtures/inventories/`. */
export const fixture = (file: string) => readFileSync(new URL(file, folder), 'utf8');

export const standard: Track = 'AL2023_x86_64_STANDARD/1.30';

/** The answer for an inventory, which is of the published shape. */
export function verified(text: string, release: ReleaseTag, track: Track = standard): Verification {
  const found = verifyInventory(text, 'it', { release, track });
  expect(consumer.parse(JSON.parse(JSON.stringify(found)))).toEqual(found);
  return found;
}
