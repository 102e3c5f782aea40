import type { BehaviourChange, Severity } from '../../shared/behaviour/behaviour-change.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';
import { buildReport } from '../../shared/report/build-report.ts';
import type { Report } from '../../shared/report/report.ts';
import type { RecordedInput } from './recorded-inputs.ts';

/** A recorded release as the watcher would have reported it. */
export interface Replayed {
  readonly recorded: RecordedInput;
  /** With the whole knowledge base. */
  readonly report: Report;
  /** With every entry switched off: what the general rules alone say. */
  readonly bare: Report;
}

/** Replays the recorded history, with the knowledge base and without. */
export function replayHistory(
  inputs: readonly RecordedInput[],
  entries: readonly BehaviourChange[],
  step: (done: number) => void = () => {},
): readonly Replayed[] {
  return inputs.map((recorded, index) => {
    step(index);
    return {
      recorded,
      report: buildReport(recorded.input, entries),
      bare: buildReport(recorded.input, []),
    };
  });
}

/** A behaviour change, or a risk of a rule, on the tracks of one release. */
export interface BacktestFinding {
  readonly release: ReleaseTag;
  readonly behaviourChange?: string;
  readonly rule?: string;
  readonly direction: 'introduced' | 'reverted' | 'unreviewed';
  readonly severity: Severity | 'unreviewed' | 'routine';
  readonly tracks: readonly Track[];
}

/** All that the watcher would have found, in the order of the releases; what was there before is not told again. */
export function findingsOf(replayed: readonly Replayed[]): readonly BacktestFinding[] {
  return replayed.flatMap(({ report }) => [
    ...report.findings.flatMap(({ behaviourChange, direction, severity, tracks }): BacktestFinding[] =>
      direction === 'carried'
        ? []
        : [{ release: report.release, behaviourChange, direction, severity, tracks }],
    ),
    ...report.risks
      .filter(({ severity }) => severity !== 'routine')
      .map(
        ({ rule, severity, tracks }): BacktestFinding => ({
          release: report.release,
          rule,
          direction: 'unreviewed',
          severity,
          tracks,
        }),
      ),
  ]);
}
