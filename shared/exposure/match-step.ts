import type { Step, Value } from '../setups/setup.ts';
import type { Matcher, StepPattern, WordsMatcher } from './condition.ts';
import { matchValue, matchWords } from './match-value.ts';
import { tidyPath } from './path.ts';
import { allOf, type Truth, truthOf } from './truth.ts';

/** Whether a step is of the kind that is meant, leaving aside whether it runs at all. */
export function matchStep(step: Step, pattern: StepPattern): Truth {
  if (step.does !== pattern.does) return 'no';
  if (pattern.phase !== undefined && !pattern.phase.includes(step.phase)) return 'no';
  return allOf(testsOf(step, pattern));
}

function testsOf(step: Step, pattern: StepPattern): readonly Truth[] {
  switch (step.does) {
    case 'run':
      return [
        text({ known: true, text: programName(step.program) }, pattern.program),
        words(step.words, pattern.words),
      ];
    case 'write':
      return [
        path(step.path, pattern.path),
        listed(step.how, pattern.how),
        text(step.content, pattern.content),
      ];
    case 'mount':
      return [path(step.path, pattern.path), text(step.device, pattern.device), listed(step.by, pattern.by)];
    case 'copy':
      return [path(step.from, pattern.from), path(step.to, pattern.to)];
    case 'remove':
      return [isTemporary(step.path) ? 'no' : path(step.path, pattern.path)];
    case 'link':
      return [path(step.path, pattern.path), path(step.target, pattern.to)];
    case 'packages':
      return [
        listed(step.action, pattern.action),
        listed(step.manager, pattern.manager),
        words(step.names, pattern.names),
        words(step.options, pattern.options),
        flag(step.retried, pattern.retried),
        flag(step.beside, pattern.beside),
      ];
    case 'service':
      return [listed(step.action, pattern.action), text(step.unit, pattern.unit)];
  }
}

/** `/usr/bin/dnf` and `dnf` are one program; a path that says more, as `/etc/eks/bootstrap.sh` does, is matched by its last part. */
function programName(program: string): string {
  return program.slice(program.lastIndexOf('/') + 1);
}

function text(value: Value, matcher: Matcher | undefined): Truth {
  return matcher === undefined ? 'yes' : matchValue(value, matcher);
}

function path(value: Value, matcher: Matcher | undefined): Truth {
  return text(value.known ? { known: true, text: tidyPath(value.text) } : value, matcher);
}

/** Scripts remove temporary folders by a variable alone all the time, and nobody the image's own ones. */
function isTemporary(value: Value): boolean {
  return !value.known && (value.pieces ?? []).join('').length <= 1;
}

function words(values: readonly Value[], matcher: WordsMatcher | undefined): Truth {
  return matcher === undefined ? 'yes' : matchWords(values, matcher);
}

function flag(has: true | undefined, wanted: boolean | undefined): Truth {
  return truthOf(wanted === undefined || wanted === (has ?? false));
}

function listed<Item extends string>(item: Item, wanted: readonly string[] | undefined): Truth {
  return truthOf(wanted === undefined || wanted.includes(item));
}
