import { StaleWriteError } from '../../../shared/aws/errors.ts';
import { type GithubState, readGithubState, writeGithubState } from '../../../shared/aws/github-state.ts';
import type { Table } from '../../../shared/aws/table.ts';

/** What is remembered of the requests to GitHub between polls. */
export interface GithubMemory {
  readonly read: () => Promise<GithubState | undefined>;
  /** Follows a `read`. */
  readonly write: (state: GithubState) => Promise<void>;
}

/** The memory of all polls, in the table. */
export function rememberInTable(table: Table): GithubMemory {
  let revision = 0;
  return {
    read: async () => {
      const stored = await readGithubState(table);
      revision = stored?.revision ?? 0;
      return stored?.value;
    },
    write: async (state) => {
      try {
        ({ revision } = await writeGithubState(table, state, revision));
      } catch (error) {
        // Another poll at the same time has asked too. What it learned is as good, and no reason to lose a document.
        if (!(error instanceof StaleWriteError)) throw error;
      }
    },
  };
}
