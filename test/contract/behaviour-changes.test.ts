import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recordedInputs } from '../../cli/backtest/recorded-inputs.ts';
import {
  behaviourPaths,
  compileEntries,
  renderCompiled,
  renderSchema,
} from '../../cli/behaviour/compile-entries.ts';
import { indexPagePath, renderIndexPage } from '../../cli/behaviour/index-page.ts';
import { behaviourChangeSchema } from '../../shared/behaviour/behaviour-change.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { readEntry } from '../../shared/behaviour/read-entry.ts';

const files = await readdir(behaviourPaths.entries);

test('the compiled knowledge base is what the entries say', async () => {
  const { entries, problems } = await compileEntries(behaviourPaths.entries);
  expect(problems).toEqual([]);
  expect(await readFile(behaviourPaths.compiled, 'utf8')).toBe(renderCompiled(entries));
  expect(behaviourChanges.map(({ id }) => `${id}.yaml`)).toEqual([...files].sort());
});

test('the index of the knowledge base is that of the entries: npm run compile', async () => {
  expect(await readFile(indexPagePath, 'utf8')).toBe(renderIndexPage(behaviourChanges, recordedInputs()));
});

test('the published JSON Schema is that of the entries', async () => {
  expect(await readFile(behaviourPaths.schema, 'utf8')).toBe(renderSchema());
});

describe.each(files)('%s', (file) => {
  test('keeps the contract', async () => {
    const { entry, problems } = readEntry(file, await readFile(join(behaviourPaths.entries, file), 'utf8'));
    expect(problems).toEqual([]);
    expect(entry?.id).toBe(file.replace(/\.yaml$/, ''));
    expect(entry?.remediation.length).toBeGreaterThan(0);
    expect(entry?.howToCheck.length).toBeGreaterThan(0);
    expect(entry?.references.length).toBeGreaterThan(0);
    // Backticks mark the commands to copy; an odd one runs into the prose.
    for (const step of [...(entry?.howToCheck ?? []), ...(entry?.remediation ?? [])]) {
      expect(step.split('`').length % 2, step).toBe(1);
    }
    expect(entry?.summary.match(/[.!?](?:\s|$)/g), 'a summary is one sentence').toHaveLength(1);
    expect(entry?.title).not.toMatch(/\.$/);
  });

  test('gives no reference twice', () => {
    const entry = behaviourChanges.find(({ id }) => `${id}.yaml` === file);
    const urls = entry?.references.map(({ url }) => url) ?? [];
    expect(new Set(urls).size).toBe(urls.length);
  });

  test('survives the compiled form', () => {
    const compiled = behaviourChanges.find(({ id }) => `${id}.yaml` === file);
    expect(behaviourChangeSchema.parse(compiled)).toEqual(compiled);
  });
});
