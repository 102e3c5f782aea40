import type { ReleaseTag } from '../parameters/release-tag.ts';
import { getItem, putItem, type Revised, type Table } from './table.ts';

/** How a release was last looked for at GitHub. Times are ISO 8601. */
export interface GithubLook {
  readonly firstAt: string;
  readonly lastAt: string;
  /** Looks in a row that gave no answer. */
  readonly failures: number;
  /** GitHub's name for the document, and ours. */
  readonly etag?: string;
  readonly hash?: string;
}

/** What later polls have to know of the requests to GitHub. */
export interface GithubState {
  /** No request is made until then. */
  readonly blocked?: { readonly since: string; readonly until: string };
  readonly looks: Readonly<Record<ReleaseTag, GithubLook>>;
}

const githubKey = { pk: 'SOURCE#github', sk: 'STATE' };

export function readGithubState(table: Table): Promise<Revised<GithubState> | undefined> {
  return getItem(table, githubKey);
}

export function writeGithubState(
  table: Table,
  state: GithubState,
  revision: number,
): Promise<Revised<GithubState>> {
  return putItem(table, githubKey, state, revision);
}
