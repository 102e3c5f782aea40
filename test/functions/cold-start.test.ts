import { expect, test } from 'vitest';
import { bundleFunction, functionNames } from '../../bench/function-bundle.ts';

/* What a cold start loads before the first call. Times differ by machine; what is loaded does not. */

/** Of what is not ours: the clients of AWS, and the frame. What they bring along is theirs. */
const expected = /^node_modules\/(?:@aws-sdk|@aws|@smithy|@middy|mnemonist|obliterator|bowser|tslib)\//;
/** What the first call brings in, or only news: data, schemas, documents, words. */
const late = [
  /^shared\/.*\.json$/,
  // As a module it makes Node's WebSocket client too, some 15 ms; the SDK takes it at its first request.
  /^node:http$/,
  /^shared\/(?:history\/(?!find-)|behaviour\/(?!load-)|packages\/|changes\/|risks\/|feed\/)/,
  /^shared\/announce\/(?!bound\.ts|cut\.ts|due\.ts)/,
  /^shared\/report\/(?!severity\.ts)/,
  /^functions\/feed\/(?:routes|page)/,
];

test.each(functionNames)('the %s starts with its clients alone', async (name) => {
  const { bytes, loaded, remove } = await bundleFunction(name);
  await remove();
  expect(bytes).toBeGreaterThan(500_000);
  expect(loaded).toContain(`functions/${name}/handler.ts`);
  const strangers = loaded.filter((path) => path.startsWith('node_modules/') && !expected.test(path));
  const early = loaded.filter((path) => late.some((each) => each.test(path)));
  expect({ strangers, early }).toEqual({ strangers: [], early: [] });
});
