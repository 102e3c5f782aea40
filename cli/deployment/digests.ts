import { readConfig } from '../../functions/digest/config.ts';
import { createContext, type DigestContext } from '../../functions/digest/context.ts';
import { sendDigest } from '../../functions/digest/send-digest.ts';
import { digestOf } from '../../shared/announce/digest/digest.ts';
import { type DigestList, isDigestList, readDigestList } from '../../shared/announce/digest/list.ts';
import { sampleAnnouncement } from '../../shared/announce/sample.ts';
import { ConfigError } from '../../shared/aws/read-environment.ts';
import type { SendOutcome } from '../../shared/aws/send-outcome.ts';
import { nearest, UsageError } from '../usage-error.ts';

/** Options of every command that speaks to the digests of a deployment. */
export interface DigestOptions {
  readonly table?: string;
  readonly digests?: string;
}

/** The digests that options and environment name, with the credentials that the SDK finds. */
export function digestsOf({ digests, table }: DigestOptions): DigestContext {
  const { AMIWATCH_DIGESTS, AMIWATCH_TABLE } = process.env;
  try {
    return createContext(
      readConfig({
        AMIWATCH_TABLE: table ?? AMIWATCH_TABLE,
        AMIWATCH_DIGESTS: digests ?? AMIWATCH_DIGESTS,
      }),
    );
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new UsageError(`${error.message} --table and --digests name them as well.`);
  }
}

/** Sends a list a marked sample, as its digests are sent; how far the list has come stays as it is. */
export async function testDigest(context: DigestContext, name: string): Promise<SendOutcome> {
  const list = await findList(context, name);
  const now = context.now();
  const yesterday = new Date(now.getTime() - 86_400_000);
  // Whatever the list leaves out, the sample is for it.
  const digest = digestOf([sampleAnnouncement(now)], yesterday, now, { ...list, filter: {} });
  return sendDigest(context, list, { ...digest, subject: `TEST: ${digest.subject}` });
}

async function findList(context: DigestContext, name: string): Promise<DigestList> {
  const lists = await context.lists();
  const found = lists.find((one) => one.name === name);
  if (found === undefined) {
    const near = nearest(
      name,
      lists.map((one) => one.name),
    ).join(', ');
    throw new UsageError(
      `There is no digest list ${JSON.stringify(name)}. ${near === '' ? 'There are none yet.' : `Nearest: ${near}.`} See docs/configuration.md#digests.`,
    );
  }
  const list = readDigestList(name, found.text);
  if (isDigestList(list)) return list;
  throw new UsageError(`Digest list ${name} is wrong: ${list.message}`);
}
