#!/usr/bin/env node
import * as module from 'node:module';

// Plain JavaScript, so that a Node that cannot run TypeScript still gets to say so.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `amiwatch runs its TypeScript directly, which needs Node 22.18 or newer; this is ${process.versions.node}.\n` +
      'On Linux "npm ci" brings a fitting Node along: run "npm start", or "npx amiwatch …", from the project.',
  );
  process.exit(2);
}
// Node keeps what it has compiled beside the system's temporary files; the next start takes a third of the time.
module.enableCompileCache();
await import('./main.ts');
