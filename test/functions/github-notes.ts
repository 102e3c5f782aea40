import { readFileSync } from 'node:fs';
import { findGithubNotes, type GithubOptions } from '../../functions/poll/github/find-notes.ts';
import { type GithubMemory, rememberInTable } from '../../functions/poll/github/memory.ts';
import { type GithubEndpoint, startGithubEndpoint } from '../../infra/local/github-endpoint.ts';
import type { GithubState } from '../../shared/aws/records.ts';
import { findRecordedRelease } from '../../shared/history/find-recorded-release.ts';
import type { FindDocument } from '../../shared/packages/details.ts';
import type { Problem } from '../../shared/problem.ts';
import { startWorld, type World } from './world.ts';

export const minute = 60_000;
export const hour = 60 * minute;

/** The body of a release, as upstream writes it. */
export const notes = readFileSync(new URL('../fixtures/release-notes/v20240817.md', import.meta.url), 'utf8');

/** The part of the notes that is about Kubernetes 1.30, as it would be for 1.29. */
export const otherMinor = (
  /<details>\n<summary><b>Kubernetes 1\.30<\/b>.*?\n<\/details>/s.exec(notes)?.[0] ?? ''
)
  .replaceAll('1.30', '1.29')
  .replaceAll('1.29.2', '1.29.6');

/** Notes that know every track that the tests watch. */
export const wholeNotes = `${notes}\n${otherMinor}`;

/** A memory that lives as long as the test. */
export function rememberHere(): GithubMemory {
  let state: GithubState | undefined;
  return {
    read: async () => state,
    write: async (next) => {
      state = next;
    },
  };
}

export interface GithubWorld extends World {
  readonly github: GithubEndpoint;
  /** The world's context as a new process would make it: v20240817 is at GitHub, and others are in the history. */
  readonly watching: (options?: Partial<GithubOptions>) => World['context'];
}

export async function startGithubWorld(): Promise<GithubWorld> {
  const world = await startWorld();
  const github = await startGithubEndpoint();
  const recorded: FindDocument = async (stream, release) =>
    release === 'v20240817' ? undefined : findRecordedRelease(stream, release);
  return {
    ...world,
    github,
    watching: (options = {}) => ({
      ...world.context,
      documents: [
        recorded,
        findGithubNotes({
          endpoint: github.url,
          memory: rememberInTable(world.context.table),
          now: world.context.now,
          ...options,
        }),
      ],
    }),
    stop: async () => {
      await github.stop();
      await world.stop();
    },
  };
}

/** Polls every five minutes, as the schedule does, and gives all that was said. */
export async function pollFor(world: GithubWorld, context: World['context'], milliseconds: number) {
  const problems: Problem[] = [];
  for (let passed = 0; passed < milliseconds; passed += 5 * minute) {
    world.advance(5 * minute);
    problems.push(...(await world.poll(context)).problems);
  }
  return { heard: await world.received(), problems };
}
