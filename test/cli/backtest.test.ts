import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Backtest, backtest } from '../../cli/backtest/backtest.ts';
import { readExpectations } from '../../cli/backtest/expectations.ts';
import { readmePath, renderReadme } from '../../cli/backtest/readme.ts';
import { recordedInputs } from '../../cli/backtest/recorded-inputs.ts';
import { replayHistory } from '../../cli/backtest/replay-history.ts';
import { alertsByDefault } from '../../shared/announce/alert.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';

const inputs = recordedInputs();
const expectations = readExpectations();

let result: Backtest;
let cpuSeconds: number;
beforeAll(() => {
  const before = process.cpuUsage();
  result = backtest(inputs, behaviourChanges, expectations);
  cpuSeconds = process.cpuUsage(before).user / 1e6;
});

describe('what is known', () => {
  test('every documented introduction and return is found, on exactly its release and tracks', () => {
    expect(result.missed).toEqual([]);
    expect(result.recall).toBe(1);
    expect(result.showable).toBeGreaterThan(50);
  });

  test('nothing is found elsewhere', () => {
    expect(result.unsupported).toEqual([]);
    expect(result.precision).toBe(1);
  });

  test('the table speaks of entries and of recorded releases and tracks', () => {
    const ids = new Set(behaviourChanges.map(({ id }) => id));
    const tracksOf = new Map(inputs.map(({ input }) => [input.release, new Set(input.tracks)]));
    for (const { behaviourChange, release, tracks } of expectations) {
      expect(ids).toContain(behaviourChange);
      expect(tracks.filter((track) => !tracksOf.get(release)?.has(track))).toEqual([]);
    }
  });

  test.each([
    ['a release too early', 'v20240817', 'v20240729'],
    ['a release too late', 'v20240817', 'v20240828'],
  ])('a finding %s is seen from both sides', (_, release, wrong) => {
    const moved = expectations.map((row) =>
      row.release === release && row.direction === 'introduced'
        ? { ...row, release: wrong as typeof row.release }
        : row,
    );
    const { missed, precision, recall, unsupported } = backtest(inputs, behaviourChanges, moved);
    expect(missed.some((key) => key.includes(wrong))).toBe(true);
    expect(unsupported.some((key) => key.includes(release))).toBe(true);
    expect(recall).toBeLessThan(1);
    expect(precision).toBeLessThan(1);
  });
});

describe('what nobody has reviewed', () => {
  test('general rules alone raise most of the moves that broke nodes, on few releases', () => {
    expect(result.breakingMoves.length).toBeGreaterThan(10);
    expect(result.leaveAllOutRecall).toBeGreaterThanOrEqual(0.85);
    expect(result.flaggedShare).toBeLessThanOrEqual(0.4);
    expect(result.leaveOneOutRecall).toBeGreaterThanOrEqual(0.85);
  });

  test('the trade-off ends where all rules are', () => {
    const told = result.tradeOff.filter((point) => point.told);
    expect(told.at(-1)).toMatchObject({
      cumulativeRecall: result.leaveAllOutRecall,
      cumulativeFlagged: result.flaggedShare,
    });
  });
});

test('alerts are rare, and every known breaking move of a package is among them', () => {
  expect(result.alertsPerMonthMedian).toBeLessThan(2);
  const reports = new Map(
    replayHistory(inputs, behaviourChanges).map(({ report }) => [report.release, report]),
  );
  for (const { release } of result.breakingMoves) {
    const severity = reports.get(release)?.severity ?? 'routine';
    expect(alertsByDefault({ kind: 'new-release', severity })).toBe(true);
  }
});

test('the lead time is counted from the release to the first dated issue', () => {
  expect(result.leadTimes).toContainEqual({
    behaviourChange: 'kernel-54217-pleg',
    release: 'v20221027',
    issue: '2022-10-30',
    days: 3,
  });
});

test('it takes less than 5 seconds', () => {
  expect(cpuSeconds).toBeLessThan(5);
});

test('the table in the README is this one: npm run compile', async () => {
  expect(await readFile(readmePath, 'utf8')).toBe(await renderReadme(result));
});
