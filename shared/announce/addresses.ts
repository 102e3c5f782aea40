import type { ReleaseTag } from '../parameters/release-tag.ts';
import { announcementVersion } from './announcement.ts';

/** What the schema of these announcements goes by; another version of it has another name. */
export const announcementSchemaName = `announcement-${announcementVersion}`;

/** Where a deployment shows a release to people, and the schema of its announcements to programs. */
export interface Addresses {
  readonly $schema: string;
  readonly page: string;
}

/** The addresses for an announcement of a release; none where nobody knows where the page is. `publicUrl` ends without a slash. */
export function addressesOf(publicUrl: string | undefined, release: ReleaseTag): Partial<Addresses> {
  if (publicUrl === undefined) return {};
  return {
    $schema: `${publicUrl}/schemas/${announcementSchemaName}.json`,
    page: `${publicUrl}/?view=rollout&release=${release}`,
  };
}
