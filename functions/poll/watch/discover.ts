import type { Announcement } from '../../../shared/announce/announcement.ts';
import { type Discovered, type StoredWatch, writeWatch } from '../../../shared/aws/watch-state.ts';
import type { Problem } from '../../../shared/problem.ts';
import type { PollContext } from '../context.ts';
import type { Heads } from '../look.ts';
import { tellNews } from '../on-news.ts';
import type { Plan } from './plan.ts';
import { discoveredBy, type Glance } from './round.ts';
import { variantProblem, walkOn } from './walk.ts';

/** Variants that were told are remembered, so many of them: AWS has had eight in as many years. */
const rememberedVariants = 100;

/** What was said, also when a later step fails. */
export interface Said {
  readonly published: Announcement[];
  readonly problems: Problem[];
}

/**
 * Finds tracks that nobody listed. A round begins with a poll that asks for every name there could be; what it found is kept
 * before anything is said of it, and the walk for variants goes on over the polls after it. Does nothing between rounds.
 *
 * Problems are added as they come, and before the table is told of them: a poll that dies says them again rather than never.
 */
export async function discover(
  context: PollContext,
  { region }: NonNullable<PollContext['discovery']>,
  { stored, ...plan }: Plan & { readonly stored: StoredWatch },
  glances: readonly Glance[],
  said: Said,
  kept: (stored: StoredWatch) => void,
): Promise<void> {
  let { revision } = stored;
  const keep = async (discovered: Discovered): Promise<Discovered> => {
    const written = await writeWatch(
      context.table,
      context.stream,
      { ...stored.value, discovered },
      revision,
    );
    revision = written.revision;
    kept(written);
    return discovered;
  };
  let { discovered } = stored.value;
  const found = await discoveredBy(context, plan, discovered, glances);
  if (found !== undefined) discovered = await keep(found);
  if (discovered === undefined) return;
  if (discovered.news.length > 0) {
    const heads = new Map<string, Heads>(glances.map(({ heads, region }) => [region, heads]));
    for (const news of discovered.news) said.published.push(await tellNews(context, news, heads));
    discovered = await keep({ ...discovered, news: [] });
  }
  if (discovered.walk !== undefined) await keep(await walked(context, region, discovered, said.problems));
}

async function walked(
  context: PollContext,
  region: string,
  { walk: from, ...discovered }: Discovered,
  problems: Problem[],
): Promise<Discovered> {
  if (from === undefined) return discovered;
  const { problems: found, variants, walk } = await walkOn(context, region, from);
  const fresh = [...variants].filter(([variant]) => !discovered.variants.includes(variant));
  problems.push(...found, ...fresh.map(([variant, name]) => variantProblem(variant, name, region)));
  const told = [...discovered.variants, ...fresh.map(([variant]) => variant)].slice(-rememberedVariants);
  return { ...discovered, variants: told, ...(walk === undefined ? {} : { walk }) };
}
