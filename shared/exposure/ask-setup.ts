import { inKubernetesRange } from '../parameters/kubernetes-range.ts';
import { isMinor } from '../parameters/track.ts';
import type { Setup } from '../setups/setup.ts';
import { type Answer, answerAll } from './answer.ts';
import type { SetupCondition } from './condition.ts';
import { matchValue } from './match-value.ts';
import { systemOf } from './system.ts';
import { type Truth, truthOf } from './truth.ts';

/** Facts of the whole setup; what it does not say is unknown, and a release that it does not pin is none. */
export function askSetup(condition: SetupCondition, setup: Setup): Answer {
  const { kind, operatingSystem, amiType, kubernetes, pinned } = condition;
  const fact = (name: string, value: string | undefined, holds: (value: string) => Truth): Answer => {
    const says = value === undefined ? `It does not say its ${name}.` : `Its ${name} is ${value}.`;
    return { truth: value === undefined ? 'unknown' : holds(value), because: [{ place: setup.place, says }] };
  };
  return answerAll([
    ...(kind === undefined ? [] : [fact('kind', setup.kind, () => truthOf(kind.includes(setup.kind)))]),
    ...(operatingSystem === undefined
      ? []
      : [
          fact('operating system', systemOf(setup), (value) =>
            truthOf(operatingSystem.some((wanted) => wanted === value)),
          ),
        ]),
    ...(amiType === undefined
      ? []
      : [fact('AMI type', setup.amiType, (value) => matchValue({ known: true, text: value }, amiType))]),
    ...(kubernetes === undefined
      ? []
      : [fact('Kubernetes minor', setup.kubernetes, (value) => inRange(value, kubernetes))]),
    ...(pinned === undefined ? [] : [askPinned(pinned, setup)]),
  ]);
}

export function inRange(kubernetes: string, range: string): Truth {
  const minor = kubernetes.split('.').slice(0, 2).join('.');
  return isMinor(minor) ? truthOf(inKubernetesRange(minor, range)) : 'unknown';
}

function askPinned(pinned: NonNullable<SetupCondition['pinned']>, setup: Setup): Answer {
  if (setup.release === undefined) {
    return { truth: 'no', because: [{ place: setup.place, says: 'It pins no release.' }] };
  }
  const truth = matchValue({ known: true, text: setup.release }, pinned);
  return { truth, because: [{ place: setup.place, says: `It pins release ${setup.release}.` }] };
}
