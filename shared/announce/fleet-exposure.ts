import type { Report } from '../report/report.ts';
import { type AnnouncedExposure, mostPlaces } from './exposure.ts';
import { answerFor, type FleetSetup, type Knowledge } from './fleet.ts';

/** What the findings of a report are to one setup. */
export interface AskedSetup {
  /** Findings to which it is exposed by what it says. */
  readonly exposed: AnnouncedExposure['exposed'];
  /** It is exposed to another one that none of its lines decides. */
  readonly byNoLine: boolean;
  /** It may be exposed to another one. */
  readonly isOpen: boolean;
}

/** Of a setup that cannot be read, nothing can be told. */
export const unreadSetup: AskedSetup = { exposed: [], byNoLine: false, isOpen: true };

/** What findings that came in are to a setup. */
export function askSetup(
  { findings, tracks }: Pick<Report, 'findings' | 'tracks'>,
  setup: FleetSetup,
  knowledge: Knowledge,
): AskedSetup {
  const arrived = findings.filter(({ direction }) => direction === 'introduced');
  const answers = arrived.map((finding) => ({
    finding,
    answer: answerFor(setup, finding, tracks, knowledge),
  }));
  const met = answers.filter(({ answer }) => answer?.verdict === 'exposed');
  const exposed = met.flatMap(({ answer, finding: { behaviourChange } }) =>
    answer?.place === undefined ? [] : [{ setup: setup.name, behaviourChange, place: answer.place }],
  );
  return {
    exposed,
    byNoLine: met.length > exposed.length,
    isOpen: answers.some(({ answer }) => answer?.verdict === 'cannot-tell'),
  };
}

/** What is said of all setups together; nothing where there are none. */
export function fleetExposure(fleet: readonly AskedSetup[]): AnnouncedExposure | undefined {
  if (fleet.length === 0) return undefined;
  return {
    setups: fleet.length,
    exposedSetups: fleet.filter(({ exposed }) => exposed.length > 0).length,
    byNoLine: fleet.filter(({ byNoLine }) => byNoLine).length,
    cannotTell: fleet.filter(({ exposed, isOpen }) => exposed.length === 0 && isOpen).length,
    exposed: fleet.flatMap(({ exposed }) => exposed).slice(0, mostPlaces),
  };
}
