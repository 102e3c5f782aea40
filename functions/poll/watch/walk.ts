import { isInvalidToken, listParameters, type ParameterPage } from '../../../shared/aws/list-parameters.ts';
import type { Walk } from '../../../shared/aws/watch-state.ts';
import { pathOfMinor, unknownVariant } from '../../../shared/parameters/parameter-name.ts';
import type { Minor } from '../../../shared/parameters/track.ts';
import { type Problem, quoted } from '../../../shared/problem.ts';
import type { PollContext } from '../context.ts';

/** One after the other, half a second in all: a small part of the 40 calls a second that the account has in the Region. */
const callsAPoll = 20;
/** A minor has some 2,000 parameters, 200 pages, at its end; a listing that goes on for longer is not believed. */
const pagesOfMinor = 1_000;
/** Tokens live for hours, polls are minutes apart: a listing that loses its token twice is left for the next round. */
const mostRestarts = 2;

/** A walk after some more pages, and what it came upon. */
export interface Stretch {
  /** `undefined` when all is walked. */
  readonly walk: Walk | undefined;
  /** By variant, a parameter that shows it. */
  readonly variants: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

/**
 * Walks on through the minors' trees, at most 20 pages. SSM gives no listing of the paths themselves, so that a variant whose
 * name is not known shows only in the parameters of its images.
 *
 * @throws AwsError when a page cannot be read; the walk is then where it was.
 */
export async function walkOn(context: PollContext, region: string, from: Walk): Promise<Stretch> {
  const variants = new Map<string, string>();
  const problems: Problem[] = [];
  let walk: Walk | undefined = from;
  for (let calls = 0; calls < callsAPoll; calls += 1) {
    const [minor]: readonly Minor[] = walk?.minors ?? [];
    if (walk === undefined || minor === undefined) break;
    const page = await pageOf(context, region, minor, walk.token);
    for (const { name } of page?.parameters ?? []) {
      const variant = unknownVariant(name);
      if (variant !== undefined && !variants.has(variant)) variants.set(variant, name);
    }
    const trouble = troubleWith(walk, page);
    if (trouble !== undefined) problems.push(walkProblem(minor, region, trouble));
    walk = trouble === undefined ? stepped(walk, page) : rest(walk);
  }
  return { walk, variants, problems };
}

/** `undefined` when SSM does not take the token (any more). */
async function pageOf(
  context: PollContext,
  region: string,
  minor: Minor,
  token: string | undefined,
): Promise<ParameterPage | undefined> {
  try {
    return await listParameters(context.ssmIn(region), { path: pathOfMinor(minor), recursive: true, token });
  } catch (error) {
    if (token !== undefined && isInvalidToken(error)) return undefined;
    throw error;
  }
}

/** Why the rest of the minor is left for the next round. */
function troubleWith({ pages, restarts }: Walk, page: ParameterPage | undefined): string | undefined {
  if (page === undefined && restarts >= mostRestarts)
    return `SSM refused its own token ${restarts + 1} times in this listing.`;
  if (page?.token !== undefined && pages + 1 >= pagesOfMinor)
    return `The listing goes on after ${pagesOfMinor} pages.`;
  return undefined;
}

function stepped(walk: Walk, page: ParameterPage | undefined): Walk | undefined {
  const { minors, pages, restarts } = walk;
  if (page === undefined) return { minors, pages: 0, restarts: restarts + 1 };
  return page.token === undefined ? rest(walk) : { minors, token: page.token, pages: pages + 1, restarts };
}

function rest({ minors }: Walk): Walk | undefined {
  return minors.length > 1 ? { minors: minors.slice(1), pages: 0, restarts: 0 } : undefined;
}

function walkProblem(minor: Minor, region: string, message: string): Problem {
  return {
    kind: 'walk-broken',
    subject: pathOfMinor(minor),
    place: region,
    message,
    remedy:
      'The rest of it is not looked at in this round; the next one is within a day. Nothing that is watched is affected.',
  };
}

/** A variant that no AMI type stands for: its images are not watched. */
export function variantProblem(variant: string, name: string, region: string): Problem {
  return {
    kind: 'variant-unknown',
    subject: variant,
    place: region,
    message: `AWS publishes a variant that amiwatch does not know: ${quoted(name)}.`,
    remedy:
      'This is said once. Its images are not watched until shared/parameters knows an AMI type for the path.',
  };
}
