import { digestOf } from '../../shared/announce/digest/digest.ts';
import type { DigestList } from '../../shared/announce/digest/list.ts';
import { lastDue } from '../../shared/announce/digest/schedule.ts';
import { type DigestState, readDigestState, writeDigestState } from '../../shared/aws/digests.ts';
import { StaleWriteError } from '../../shared/aws/errors.ts';
import type { Revised } from '../../shared/aws/table.ts';
import type { DigestResult, Run } from './digest.ts';
import { sendDigest } from './send-digest.ts';

/** An announcement is in the table at most this much after the time that it bears: a poll is ended after four minutes. */
const settleMs = 300_000;
/** Whoever claimed a digest longer ago than this is dead: a run is ended after five minutes. */
const claimMs = 600_000;
/** A digest of which nobody knows whether it arrived is sent this often; after that its news are in the next one. */
const mostTries = 3;

const nothing: DigestResult = { sent: [], problems: [] };

/**
 * Sends one list its digest, if one is due: claims it, sends it, notes it. A run that dies in between leaves the claim behind, and
 * the digest is sent again rather than lost.
 */
export async function takeTurn(run: Run, list: DigestList): Promise<DigestResult> {
  const now = run.now();
  const due = lastDue(list, new Date(now.getTime() - settleMs));
  const to = due.toISOString();
  const stored = await readDigestState(run.table, list.name);
  // The first digest of a list begins where one would have been due last.
  if (stored === undefined) return write(run, { list: list.name, ...(await coverUntil(run, to)) }, 0);
  const { coveredUntil, newest, claim } = stored.value;
  // A clock was ahead. What it passed over is after `newest`, and the list is due again at its usual time.
  if (coveredUntil > now.toISOString())
    return write(run, { ...stored.value, coveredUntil: to }, stored.revision);
  if (coveredUntil >= to) return nothing;
  const mine = claim?.to === to ? claim : undefined;
  if (claim !== undefined && Math.abs(now.getTime() - Date.parse(claim.at)) < claimMs) return nothing;
  if (mine !== undefined && mine.tries >= mostTries) return givenUp(list, mine.tries);

  const after = newest ?? coveredUntil;
  const options = { ...list, after: new Date(after) };
  const digest = digestOf(await run.announcements(), new Date(coveredUntil), due, options);
  const covered: DigestState = { list: list.name, ...(await coverUntil(run, to, after)) };
  if (digest.releases.length === 0 && list.heartbeat !== true) return write(run, covered, stored.revision);

  const tries = (mine?.tries ?? 0) + 1;
  const still = { list: list.name, coveredUntil, ...(newest === undefined ? {} : { newest }) };
  const claimed = { ...still, claim: { to, at: now.toISOString(), tries } };
  const revision = await claimIt(run, claimed, stored);
  if (revision === undefined) return nothing;
  const outcome = await sendDigest(run, list, digest);
  switch (outcome.kind) {
    case 'sent':
      await writeDigestState(run.table, covered, revision);
      return {
        sent: [{ list: list.name, from: coveredUntil, to, releases: digest.releases.length }],
        problems: [],
      };
    case 'uncertain':
      return failed('digest-uncertain', list, `${outcome.reason}; it may have arrived, and is sent again`);
    default: {
      // Nothing went out: this try does not count, those before it do.
      const before = mine === undefined ? {} : { claim: mine };
      await writeDigestState(run.table, { ...still, ...before }, revision);
      return failed(`digest-${outcome.kind}`, list, outcome.reason);
    }
  }
}

/** Up to `to`, and to the newest announcement by then; `after` when there is none since. */
async function coverUntil(
  run: Run,
  to: string,
  after = new Date(0).toISOString(),
): Promise<Required<Pick<DigestState, 'coveredUntil' | 'newest'>>> {
  const until = (await run.announcements()).map(({ announcedAt }) => announcedAt).filter((at) => at <= to);
  return { coveredUntil: to, newest: until.reduce((newest, at) => (at > newest ? at : newest), after) };
}

async function write(run: Run, state: DigestState, revision: number): Promise<DigestResult> {
  await writeDigestState(run.table, state, revision).catch(ignoreStale);
  return nothing;
}

/** The revision of the claim; `undefined` when another run has it. */
async function claimIt(
  run: Run,
  claimed: DigestState,
  { revision }: Revised<DigestState>,
): Promise<number | undefined> {
  return (await writeDigestState(run.table, claimed, revision).catch(ignoreStale))?.revision;
}

/** Another run was first, and does the same. */
function ignoreStale(error: unknown): undefined {
  if (!(error instanceof StaleWriteError)) throw error;
}

function givenUp(list: DigestList, tries: number): DigestResult {
  return failed(
    'digest-uncertain',
    list,
    `${tries} tries ended without an answer; what it tells is in the next digest too`,
  );
}

function failed(kind: string, { name }: DigestList, reason: string): DigestResult {
  const remedy = 'Others went on, and it is tried every hour; see docs/runbook.md#digest-failed.';
  return { sent: [], problems: [{ kind, subject: name, message: `${reason}.`, remedy }] };
}
