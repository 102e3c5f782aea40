import { holeAt, isKnown, type LocatedText } from '../located-text.ts';
import type { FileVersion, Shell } from './shell.ts';

/** One way that the run may go. */
export type Way = () => void;

/** Contents that one file may have before it is just unknown: `if` and `case` rarely write more. */
const mostVersions = 6;

/**
 * Walks several ways of which the run takes one (or none, where they are not `complete`), and joins what they leave:
 * a variable that differs is unknown, a file has several versions, none certain.
 */
export function walkBranches(shell: Shell, at: LocatedText, ways: readonly Way[], complete: boolean): void {
  const { branch, certain } = shell;
  const ends: End[] = complete ? [] : [{ flow: 'on', variables: new Map(), files: new Map() }];
  for (const [index, way] of ways.entries()) {
    shell.branch = `${branch}${at.runs[0]?.from ?? 0}.${shell.budget}.${index}/`;
    shell.certain = false;
    shell.flow = 'on';
    let files: End['files'] = new Map();
    const variables = shell.variables.branch(() => {
      files = shell.files.branch(way);
    });
    ends.push({ flow: shell.flow, variables, files });
  }
  shell.branch = branch;
  const lasting = ends.filter(({ flow }) => flow !== 'failed');
  joinVariables(shell, at, lasting);
  joinFiles(shell, at, lasting);
  const flows = new Set(lasting.map(({ flow }) => flow));
  const [flow = 'failed'] = flows;
  shell.flow = flows.size > 1 ? 'on' : flow;
  if (flows.size > 1 && flows.has('exit')) shell.mayHaveEnded = true;
  const mayHaveLeft = flows.size > 1 && (flows.has('return') || flows.has('break'));
  shell.certain = certain && !shell.mayHaveEnded && !mayHaveLeft;
}

interface End {
  readonly flow: Shell['flow'];
  readonly variables: ReadonlyMap<string, readonly LocatedText[] | undefined>;
  readonly files: ReadonlyMap<string, readonly FileVersion[] | undefined>;
}

function joinVariables(shell: Shell, at: LocatedText, ends: readonly End[]): void {
  const branches = ends.map(({ variables }) => variables);
  for (const name of new Set(branches.flatMap((changes) => [...changes.keys()]))) {
    const values = branches.map((changes) =>
      changes.has(name) ? changes.get(name) : shell.variables.get(name),
    );
    const [first] = values;
    const same = values.every((value) => first !== undefined && value !== undefined && equal(first, value));
    const hole = { text: `$${name}`, why: 'depends on a condition', kind: 'value' } as const;
    shell.variables.set(name, same ? first : [holeAt(at, 0, hole)]);
  }
}

function equal(one: readonly LocatedText[], other: readonly LocatedText[]): boolean {
  return (
    one === other ||
    (one.length === other.length &&
      one.every((word, index) => word.text === other[index]?.text && isKnown(word)))
  );
}

function joinFiles(shell: Shell, at: LocatedText, ends: readonly End[]): void {
  const branches = ends.map(({ files }) => files);
  for (const path of new Set(branches.flatMap((changes) => [...changes.keys()]))) {
    const all = branches.flatMap(
      (changes) => (changes.has(path) ? changes.get(path) : shell.files.get(path)) ?? [],
    );
    const distinct = [...new Set(all)];
    const hole = { text: path, why: 'depends on too many conditions', kind: 'value' } as const;
    const versions =
      distinct.length > mostVersions ? [{ content: holeAt(at, 0, hole), at, certain: false }] : distinct;
    shell.files.set(
      path,
      versions.map((version) => ({ ...version, certain: false })),
    );
  }
}
