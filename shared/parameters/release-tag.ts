/** A tag of the `eks-amazon-linux` stream, `v20240817`. Tags order as text, because their dates do. */
export type ReleaseTag = `v${number}`;

/** Upstream releases that share a tag and notes. */
export const streams = ['eks-amazon-linux'] as const;
export type Stream = (typeof streams)[number];

/** The tag, or `undefined` when the text is not `v` and a real calendar date. */
export function parseReleaseTag(text: string): ReleaseTag | undefined {
  if (!/^v20\d{6}$/.test(text)) return undefined;
  const iso = isoDate(text);
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso)
    ? (text as ReleaseTag)
    : undefined;
}

/** The date in a tag as `2024-08-17`. It labels a build; it is not the instant of publication. */
export function tagDate(tag: ReleaseTag): string {
  return isoDate(tag);
}

/** The public page of a release, where its notes are. */
export function releaseNotesUrl(tag: ReleaseTag): string {
  return `https://github.com/awslabs/amazon-eks-ami/releases/tag/${tag}`;
}

function isoDate(tag: string): string {
  return `${tag.slice(1, 5)}-${tag.slice(5, 7)}-${tag.slice(7, 9)}`;
}
