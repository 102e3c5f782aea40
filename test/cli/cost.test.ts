import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fixedParts } from '../../cli/cost/fixed-parts.ts';
import { limitsOf } from '../../cli/cost/limits.ts';
import { readMeasured } from '../../cli/cost/measured.ts';
import { runningCosts, total } from '../../cli/cost/monthly.ts';
import { costPagePath, renderCost, renderCostTables } from '../../cli/cost/render-cost.ts';

const measured = readMeasured();

describe('what a deployment costs', () => {
  test('the page is what the measurements and the template give: `npm run compile`', () => {
    expect(readFileSync(costPagePath, 'utf8')).toBe(renderCost(measured, fixedParts()));
  });

  test('whoever measures sees the sums and the first limit, as the page has them', () => {
    const shown = renderCostTables(measured).split('\n\n');
    expect(shown).toEqual([expect.stringContaining('**In all**'), expect.stringContaining('what to do')]);
    const page = renderCost(measured, fixedParts());
    for (const table of shown) expect(page).toContain(table.trim());
  });

  test.each(['one', 'all'] as const)('running it costs at most a dollar a month: %s', (size) => {
    expect(total(runningCosts(measured[size], measured.releasesInAYear))).toBeLessThanOrEqual(1);
  });

  test('a poll without news makes ⌈names/10⌉ calls a Region, and writes nothing', () => {
    for (const { regions, tracks, unchanged } of [measured.one, measured.all, measured.far]) {
      expect(unchanged.ssmCalls).toBe(regions * Math.ceil(tracks / 10));
      expect(unchanged.writes).toBe(0);
    }
  });

  test('alarms are counted where they are written', () => {
    expect(fixedParts().alarms).toBeGreaterThan(5);
  });

  test('what ends first is named first, with what to do then', () => {
    const limits = limitsOf(measured);
    expect(limits.map(({ share }) => share)).toEqual(
      limits.map(({ share }) => share).toSorted((a, b) => b - a),
    );
    for (const { remedy } of limits) expect(remedy).not.toBe('');
  });
});
