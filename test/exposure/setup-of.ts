import type {
  Gap,
  NodeFile,
  Place,
  Program,
  Setting,
  Setup,
  Step,
  Value,
} from '../../shared/setups/setup.ts';

export const at = (line: number): Place => ({ file: 'user-data.sh', line, column: 1, excerpt: '' });

/** `~` begins a text that is known in part: `~/dev/$DISK` has a part that only the run decides, from the dollar to the next slash. */
export function value(text: string): Value {
  if (!text.startsWith('~')) return { known: true, text };
  const written = text.slice(1);
  const pieces = written.split(/\$[A-Za-z_]+/);
  return { known: false, text: written, why: 'a variable that nothing here sets', pieces };
}

interface Parts {
  readonly settings?: readonly (readonly [of: Program, key: string, value: string, mark?: 'maybe'])[];
  readonly steps?: readonly StepParts[];
  readonly files?: readonly (readonly [path: string, content: string])[];
  readonly gaps?: readonly (readonly [line: number, about: Gap['about']])[];
}

type Loose<Kind> = Kind extends unknown
  ? Omit<
      {
        [Key in keyof Kind]: Kind[Key] extends Value
          ? string
          : Kind[Key] extends readonly Value[]
            ? readonly string[]
            : Kind[Key];
      },
      'place' | 'phase' | 'certain'
    >
  : never;

/** A step in short: texts in place of values, always taken, before bootstrap, on the line that its number in the list says. */
export type StepParts = Loose<Step> & { readonly certain?: boolean; readonly phase?: Step['phase'] };

export function setupOf(parts: Parts, facts: Partial<Setup> = {}): Setup {
  return {
    name: 'nodes',
    kind: 'user-data',
    place: at(1),
    settings: (parts.settings ?? []).map(
      ([of, key, text, mark], index): Setting => ({
        of,
        key,
        value: value(text),
        place: at(index + 1),
        certain: mark === undefined,
      }),
    ),
    steps: (parts.steps ?? []).map(stepOf),
    files: (parts.files ?? []).map(
      ([path, content], index): NodeFile => ({
        path,
        content: value(content),
        place: at(index + 1),
        certain: true,
      }),
    ),
    gaps: (parts.gaps ?? []).map(
      ([line, about]): Gap => ({ place: at(line), why: 'It is made at run time.', about }),
    ),
    ...facts,
  };
}

const plain: ReadonlySet<string> = new Set([
  'does',
  'phase',
  'program',
  'how',
  'by',
  'action',
  'manager',
  'branch',
]);

function stepOf(parts: StepParts, index: number): Step {
  const fields = Object.entries(parts).map(([name, part]) => {
    if (plain.has(name) || typeof part === 'boolean') return [name, part];
    return [name, Array.isArray(part) ? part.map(value) : value(String(part))];
  });
  return {
    place: at(index + 1),
    phase: 'before-bootstrap',
    certain: true,
    ...Object.fromEntries(fields),
  } as Step;
}
