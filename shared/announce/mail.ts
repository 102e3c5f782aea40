import type { Announcement } from './announcement.ts';
import { bytesOf, cutText } from './cut.ts';
import { plainStyle, renderText } from './text.ts';

/** Columns that a mail shows on a phone held sideways, and that survive being quoted. */
const width = 72;

/** Bytes of a mail; the longest one of a recorded release has 5,000. */
export const mailLimit = 40_000;

/** Checks, steps and links of each finding that are shown; the fewer, the shorter the mail. */
const shortenings = [Number.POSITIVE_INFINITY, 3, 1] as const;

/** The announcement as a mail without HTML: all of it, or as much as fits. */
export function mailText(announcement: Announcement): string {
  const texts = shortenings.map((most) => renderText(announcement, { width, style: plainStyle, most }));
  return texts.find((text) => bytesOf(text) <= mailLimit) ?? cutText(texts.at(-1) ?? '', mailLimit);
}
