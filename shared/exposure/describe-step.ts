import { quoted } from '../problem.ts';
import type { Step, Value } from '../setups/setup.ts';

/** What a step does, as a sentence for people. */
export function describeStep(step: Step): string {
  const branch = step.certain ? '' : ', in a branch that may not run';
  return `This ${deed(step)}${branch}.`;
}

function deed(step: Step): string {
  switch (step.does) {
    case 'run':
      return `runs ${quoted([step.program, ...step.words.map(({ text }) => text)].join(' '))}`;
    case 'write':
      return `${step.how === 'replace' ? 'writes' : `${step.how}s`} ${shown(step.path)}`;
    case 'mount':
      return `mounts ${shown(step.device)} at ${shown(step.path)}${step.by === 'command' ? '' : `, by ${step.by}`}`;
    case 'copy':
      return `copies ${shown(step.from)} to ${shown(step.to)}`;
    case 'remove':
      return `removes ${shown(step.path)}`;
    case 'link':
      return `links ${shown(step.path)} to ${shown(step.target)}`;
    case 'packages': {
      const names = step.names.length === 0 ? 'all packages' : step.names.map(shown).join(', ');
      return `asks ${step.manager} to ${step.action} ${names}`;
    }
    case 'service':
      return `asks systemd to ${step.action} ${shown(step.unit)}`;
  }
}

function shown({ known, text }: Value): string {
  return known ? quoted(text) : `${quoted(text)}, which only the run decides`;
}
