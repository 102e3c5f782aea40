import { tableName } from '../../infra/brought-along.ts';
import type { FunctionDefinition } from '../../infra/resource.ts';

/** What AWS must know of reading an account; the deployment has it with the setting `account` alone. infra/schedule.ts starts it. */
export function accountFunction(regions: readonly string[]) {
  return {
    handler: 'functions/account/handler.handler',
    description: 'Reads the node groups of the account into the fleet, and changes nothing of them.',
    role: 'AccountRole',
    // A node group takes two calls of some 100 ms, four at a time: the 1,000 of the largest fleet take a minute. The rest is for being throttled.
    timeout: 600,
    // Parsers of user data are quick with half a processor.
    memorySize: 1024,
    // The next day's run is the retry.
    maximumRetryAttempts: 0,
    maximumEventAge: 3600,
    environment: {
      AMIWATCH_TABLE: tableName,
      AMIWATCH_ACCOUNT_REGIONS: regions.join(','),
    },
  } satisfies FunctionDefinition;
}

/** What its bundle needs beside the code: tree-sitter and the grammar of user data, as WebAssembly. */
export const accountFiles = [
  'node_modules/web-tree-sitter/web-tree-sitter.wasm',
  'node_modules/tree-sitter-bash/tree-sitter-bash.wasm',
];
