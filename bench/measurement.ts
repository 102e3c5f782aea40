/** One line of the result. */
export interface Measurement {
  /** Stable name, for comparing two runs by program. */
  readonly id: string;
  readonly what: string;
  readonly value: number;
  readonly unit: 's' | 'ms' | '×' | 'calls' | 'requests' | 'bytes' | 'MB';
  /** What the project promises or expects here. A slow machine can miss it: it is shown beside the value, not enforced. */
  readonly promise?: string;
}

/** The measurements as a table for a terminal. */
export function renderTable(measurements: readonly Measurement[]): string {
  const rows = measurements.map(({ what, value, unit, promise = '' }) => [
    what,
    `${format(value)} ${unit}`,
    promise,
  ]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(([what = '', value = '', promise]) =>
      `${what.padEnd(widths[0] ?? 0)}  ${value.padStart(widths[1] ?? 0)}  ${promise}`.trimEnd(),
    )
    .join('\n');
}

/** Three digits that count; whole numbers as they are. */
function format(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
