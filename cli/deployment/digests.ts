import { readConfig } from '../../functions/digest/config.ts';
import { createContext, type DigestContext } from '../../functions/digest/context.ts';
import { sendDigest } from '../../functions/digest/send-digest.ts';
import { digestOf } from '../../shared/announce/digest/digest.ts';
import { type DigestList, isDigestList, readDigestList } from '../../shared/announce/digest/list.ts';
import { sampleAnnouncement } from '../../shared/announce/sample.ts';
import type { SendOutcome } from '../../shared/aws/send-outcome.ts';
import { nearest } from '../../shared/problem.ts';
import { UsageError } from '../usage-error.ts';
import { configured } from './context.ts';
import { findEnvironment } from './find-environment.ts';
import type { DeploymentChoice } from './reach.ts';

/** Options of every command that speaks to the digests of a deployment. */
export interface DigestOptions extends DeploymentChoice {
  readonly table?: string;
  readonly digests?: string;
}

/** The digests that options, environment and stage name, with the credentials that the SDK finds. */
export async function digestsOf(options: DigestOptions): Promise<DigestContext> {
  const given = { AMIWATCH_TABLE: options.table, AMIWATCH_DIGESTS: options.digests };
  const environment = await findEnvironment('digest', options, given);
  return createContext(configured(() => readConfig(environment)));
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
