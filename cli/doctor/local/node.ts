import { type Check, fail, ok } from '../check.ts';

/** The version that the deployed functions run on. */
const wanted = 24;

export const nodeCheck: Check<undefined> = {
  name: 'Node.js',
  remedy: 'Run `npm ci`: it brings the right one along on Linux.',
  look: async () => {
    const { node } = process.versions;
    return Number.parseInt(node, 10) >= wanted
      ? [ok(`${node} runs TypeScript as it is.`)]
      : [fail(`${node} is too old.`, `Install Node.js ${wanted}, or run \`npm ci\` and start with \`npx\`.`)];
  },
};
