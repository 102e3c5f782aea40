import { isNode, LineCounter, parseDocument } from 'yaml';
import { type Problem, quoted } from '../problem.ts';
import { type BehaviourChange, behaviourChangeSchema } from './behaviour-change.ts';
import { complaintsOf, type Path } from './complaints.ts';

/** The longest entry has a third of that. */
const longestEntry = 32 * 1024;

/** An entry that could be read, or all that is wrong with it. */
export type EntryReading =
  | { readonly entry: BehaviourChange; readonly problems: readonly [] }
  | { readonly entry: undefined; readonly problems: readonly Problem[] };

/**
 * Reads an entry of the knowledge base.
 *
 * @param file the file's name, `containerd2-rollout.yaml`; problems are told of it, and its stem must be the entry's id.
 * @param text the file's YAML.
 */
export function readEntry(file: string, text: string): EntryReading {
  if (text.length > longestEntry) {
    const message = `The file has ${text.length} characters; at most ${longestEntry} are allowed.`;
    return failed({
      kind: 'entry-too-long',
      subject: file,
      message,
      remedy: 'Shorten it, or split it in two entries.',
    });
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, version: '1.2', stringKeys: true });
  const [unreadable] = [...document.errors, ...document.warnings];
  if (unreadable !== undefined) {
    const place = `line ${lines.linePos(unreadable.pos[0]).line}`;
    const message = `It is not plain YAML: ${unreadable.message.split('\n')[0]}`;
    return failed({
      kind: 'entry-not-yaml',
      subject: file,
      place,
      message,
      remedy: 'Mend the YAML at that line.',
    });
  }

  const value: unknown = document.toJS();
  const parsed = behaviourChangeSchema.safeParse(value);
  const placeOf = (path: Path): string => {
    const line = lineAt(path);
    return [
      path.length === 0 ? 'the entry itself' : written(path),
      ...(line === undefined ? [] : [`line ${line}`]),
    ].join(', ');
  };
  /** The line of the nearest thing that is there: for a missing field, of what it is missing from. */
  const lineAt = (path: Path): number | undefined => {
    const node = path.length === 0 ? document.contents : document.getIn(path, true);
    const start = isNode(node) ? node.range?.[0] : undefined;
    if (start !== undefined) return lines.linePos(start).line;
    return path.length === 0 ? undefined : lineAt(path.slice(0, -1));
  };
  if (!parsed.success) {
    const problems = complaintsOf(parsed.error.issues, value).map(
      ({ path, wrong, mend }): Problem => ({
        kind: 'entry-invalid',
        subject: file,
        place: placeOf(path),
        message: `${path.length === 0 ? 'The entry' : `\`${written(path)}\``} ${wrong}.`,
        remedy: mend,
      }),
    );
    return { entry: undefined, problems: eachOnce(problems) };
  }

  const entry = parsed.data;
  if (file !== `${entry.id}.yaml`) {
    const message = `The file is named ${quoted(file)} and its \`id\` is ${quoted(entry.id)}.`;
    const remedy = `Rename the file to ${entry.id}.yaml, or mend the id.`;
    return failed({ kind: 'entry-misnamed', subject: file, place: placeOf(['id']), message, remedy });
  }
  return { entry, problems: [] };
}

/** Two rules of the schema can find the same mistake. */
function eachOnce(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

function failed(problem: Problem): EntryReading {
  return { entry: undefined, problems: [problem] };
}

/** `affected[0].events[1].fixed` */
function written(path: Path): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${part}`))
    .join('');
}
