import type { Expectation } from './expectations.ts';
import type { BacktestFinding } from './replay-history.ts';

/** How well findings agree with what the references document. */
export interface Accuracy {
  /** Of the entries whose introduction the history can show, the share found on exactly the releases and tracks documented. */
  readonly recall: number;
  readonly showable: number;
  readonly missed: readonly string[];
  /** Of all findings of entries, counted a release and track, the share that the table supports. */
  readonly precision: number;
  readonly unsupported: readonly string[];
}

/** Holds the findings of entries against the table. */
export function accuracyOf(
  findings: readonly BacktestFinding[],
  expectations: readonly Expectation[],
): Accuracy {
  const found = keysOf(
    findings.flatMap(({ behaviourChange, ...finding }) =>
      behaviourChange === undefined ? [] : [{ ...finding, behaviourChange }],
    ),
  );
  const expected = keysOf(expectations);
  const showable = [
    ...new Set(
      expectations
        .filter(({ direction }) => direction === 'introduced')
        .map(({ behaviourChange }) => behaviourChange),
    ),
  ];
  const lacking = [...expected.keys()].filter((key) => !found.has(key));
  const unsupported = [...found.keys()].filter((key) => !expected.has(key));
  const wrong = new Set([...lacking, ...unsupported].filter((key) => !key.includes(' reverted ')).map(idOf));
  const right = showable.filter((id) => !wrong.has(id));
  return {
    recall: share(right.length, showable.length),
    showable: showable.length,
    missed: lacking,
    precision: share(found.size - unsupported.length, found.size),
    unsupported,
  };
}

/** `0` of nothing is the whole: there was nothing to miss. */
export function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}

function keysOf(
  list:
    | readonly Pick<Expectation, 'behaviourChange' | 'direction' | 'release' | 'tracks'>[]
    | readonly (BacktestFinding & { behaviourChange: string })[],
): ReadonlySet<string> {
  return new Set(
    list.flatMap(({ behaviourChange, direction, release, tracks }) =>
      tracks.map((track) => `${behaviourChange} ${direction} ${release} ${track}`),
    ),
  );
}

function idOf(key: string): string {
  return key.slice(0, key.indexOf(' '));
}
