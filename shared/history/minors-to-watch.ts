import { nextMinors } from '../parameters/minors.ts';
import type { Minor } from '../parameters/track.ts';
import recorded from './minors.generated.json' with { type: 'json' };

/** How many minors beyond the newest known one are asked for, so that a new one is seen without a change here. */
const ahead = 2;

const known: readonly Minor[] = recorded as readonly string[] as readonly Minor[];

/** The Kubernetes minors of the newest recorded releases, and the next ones: SSM says which of these exist. */
export const minorsToWatch: readonly Minor[] = [...known, ...nextMinors(known, ahead)];
