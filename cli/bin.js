#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as module from 'node:module';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

// Plain JavaScript, so that a Node that cannot run TypeScript still gets to go on with one that can, or to say so.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 18)) {
  // What Node has compiled is kept, and the next start takes a third of the time. It runs what it finds there: whoever can write to
  // this place can write to the program as well, which is not so of the system's temporary files.
  module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)));
  await import('./main.ts');
} else {
  const project = fileURLToPath(new URL('..', import.meta.url));
  const brought = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));
  if (existsSync(brought)) goOnWith(brought);
  else {
    console.error(
      `amiwatch runs its TypeScript directly, which needs Node 22.18 or newer; this is ${process.versions.node}.\n` +
        `On Linux this brings a fitting one along, and amiwatch then uses it: npm --prefix ${JSON.stringify(project)} ci`,
    );
    process.exitCode = 2;
  }
}

/** From outside of the project, npm starts a command with whatever Node is on the path. */
function goOnWith(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  // A terminal sends Ctrl-C to both of us, and a second one would cut short what the child does to end in order.
  const hasTerminal = [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
  process.on('SIGINT', () => hasTerminal || child.kill('SIGINT'));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`Cannot start ${node}: ${error.message}.`);
    process.exitCode = 70;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal];
  });
}
