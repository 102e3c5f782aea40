import { TableNeverActiveError } from '../infra/local/create-resources.ts';
import { DirectoryInUseError } from '../infra/local/lock.ts';
import { forgetTables, type LocalAws, startLocalAws } from '../infra/local/start-local-aws.ts';
import { reasonOf, UsageError } from './usage-error.ts';

/** The embedded AWS of a command, and what was created there. */
export interface Embedded<Resources> {
  readonly local: LocalAws;
  readonly resources: Resources;
}

/**
 * Starts the embedded AWS, in a directory or in memory, and creates resources there.
 *
 * @throws UsageError when the directory cannot be used, or another process uses it.
 */
export async function startEmbedded<Resources>(
  dataDir: string | undefined,
  create: (local: LocalAws) => Promise<Resources>,
): Promise<Embedded<Resources>> {
  try {
    return await start(dataDir, create, true);
  } catch (error) {
    if (dataDir === undefined) throw error;
    if (error instanceof DirectoryInUseError) throw new UsageError(error.message);
    throw new UsageError(`Cannot use the data directory ${JSON.stringify(dataDir)}: ${reasonOf(error)}.`);
  }
}

async function start<Resources>(
  dataDir: string | undefined,
  create: (local: LocalAws) => Promise<Resources>,
  again: boolean,
): Promise<Embedded<Resources>> {
  const local = await startLocalAws(dataDir === undefined ? {} : { dataDir });
  try {
    return { local, resources: await create(local) };
  } catch (error) {
    await local.stop();
    if (!(error instanceof TableNeverActiveError) || dataDir === undefined || !again) throw error;
    await forgetTables(dataDir);
    return start(dataDir, create, false);
  }
}
