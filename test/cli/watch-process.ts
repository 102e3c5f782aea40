import { type WatchOptions, watch } from '../../cli/watch/watch.ts';

/**
 * A watcher whose webhook may be on loopback, and whose polls may follow each other fast: `amiwatch watch --live` takes
 * neither. Its options are JSON.
 */
const [options = '{}', origin = ''] = process.argv.slice(2);
process.exitCode = await watch(JSON.parse(options) as WatchOptions, process.env, [origin]);
