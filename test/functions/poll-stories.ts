import type { PollContext } from '../../functions/poll/context.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import { type GithubWorld, hour, startGithubWorld, wholeNotes } from './github-notes.ts';
import { startWorld, type World, watched } from './world.ts';

/** What happens in a world, a poll after each step, and what people hear of it. */
export interface Story<W extends World> {
  readonly start: () => Promise<W>;
  readonly context: (world: W) => PollContext;
  readonly steps: readonly ((world: W) => void)[];
  readonly expected: readonly string[];
  /** The first step that a poll dies in; what comes before it is another story's. */
  readonly diesFrom: number;
  /** Releases that are still to be asked for in the end. */
  readonly open: readonly ReleaseTag[];
}

const show = (release: ReleaseTag) => (world: World) => world.show(release);

/** A release, its successor that takes things back, a return to the release before, and the next good one. */
export const comings: Story<World> = {
  start: startWorld,
  context: ({ describing }) => describing,
  steps: (['v20240729', 'v20240817', 'v20240828', 'v20240817', 'v20241011'] as const).map(show),
  diesFrom: 0,
  expected: [
    'v20240817/new-release',
    'v20240828/new-release',
    'v20240828/withdrawn',
    'v20241011/new-release',
  ],
  open: [],
};

const published = (body: string, mark = '') => ({ name: `${mark}AMI Release v20240817`, body });

/** Notes that are wrong, corrected and taken back, while some tracks go back one after the other. */
export const edits: Story<GithubWorld> = {
  start: startGithubWorld,
  context: (world) => world.watching(),
  steps: [
    show('v20240729'),
    (world) => {
      world.github.publish('v20240817', published(wholeNotes.replaceAll('1.7.20-1', '1.7.11-1')));
      world.show('v20240817');
    },
    (world) => {
      world.github.publish('v20240817', published(wholeNotes));
      world.advance(hour);
      world.show('v20240729', 'us-east-1', watched.slice(0, 1));
    },
    (world) => {
      world.advance(2 * hour);
      world.show('v20240729', 'us-east-1', watched.slice(1, 3));
    },
    (world) => {
      world.github.publish('v20240817', published(wholeNotes, '[Recalled] '));
      world.advance(hour);
    },
  ],
  diesFrom: 2,
  expected: [
    'v20240817/new-release',
    'v20240817/new-finding',
    'v20240817/rolled-back',
    'v20240817/rolled-back/2',
    'v20240817/withdrawn',
  ],
  open: ['v20240817'],
};

/** Ids of announcements, from what follows the stream. */
export const ids = (names: readonly string[]) => names.map((name) => `eks-amazon-linux/${name}`);
