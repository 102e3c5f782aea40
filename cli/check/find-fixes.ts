import type { BehaviourChange } from '../../shared/behaviour/behaviour-change.ts';
import { applyEdits, type Edit, type ProvenFix, provenFixes } from '../../shared/exposure/edits.ts';
import { judge, type Verdict } from '../../shared/exposure/judge.ts';
import { readSetups } from '../../shared/setups/read-setups.ts';
import type { ReaderContext } from '../../shared/setups/reader.ts';
import type { Setup } from '../../shared/setups/setup.ts';
import type { Answer, JudgedSetup } from './judge-files.ts';
import type { FilesRead } from './read-files.ts';
import { readSourceFile } from './source-file.ts';
import type { Target } from './target.ts';

/** Fixes by the answer that they mend. */
export interface Fixes {
  readonly of: (answer: Answer) => ProvenFix | undefined;
  /** The edits of all fixes that can be made at once. */
  readonly edits: readonly Edit[];
  /** Those whose fix changes what another one's does, so that it is not among the edits. */
  readonly apart: ReadonlySet<Answer>;
  /** The text of a file as it is, where a change of the text is one of the file. */
  readonly textOf: (file: string) => string | undefined;
}

/**
 * Finds what mends the exposed setups. Each fix is tried on the texts: the setup has to be read again as whole as before, not be exposed
 * any more, and nothing else may come to be; alone, and together with the fixes before it.
 */
export function findFixes(
  judged: readonly JudgedSetup[],
  { context, files }: Pick<FilesRead, 'context' | 'files'>,
  target: Target,
  pathOf: (file: string) => string,
): Fixes {
  const texts = new Map(files.map(({ plain, source }) => [source.file, plain ? source.text : undefined]));
  const textOf = (file: string): string | undefined => {
    if (texts.has(file) || file === '-') return texts.get(file);
    const read = readSourceFile(pathOf(file), file);
    const text = read.is === 'text' && read.plain ? read.source.text : undefined;
    texts.set(file, text);
    return text;
  };
  const found = new Map<Answer, ProvenFix>();
  const apart = new Set<Answer>();
  const taken: Edit[] = [];
  for (const one of judged) {
    for (const answer of one.answers) {
      if (!answer.judgement.questions.some(({ fix }) => fix !== undefined)) continue;
      const again = (edits: readonly Edit[]) => judgeAgain(one, answer, edits, { context, target, textOf });
      const [fix] = provenFixes(answer.judgement, textOf, again);
      if (fix === undefined || answer.verdict !== 'exposed') continue;
      found.set(answer, fix);
      const fresh = fix.edits.filter((edit) => !taken.some((other) => isSame(edit, other)));
      const clashes = fresh.some((edit) => taken.some((other) => overlaps(edit, other)));
      const helps = taken.length === 0 || (!clashes && again([...taken, ...fresh]) === 'not-exposed');
      if (helps) taken.push(...fresh);
      else apart.add(answer);
    }
  }
  return { of: (answer) => found.get(answer), edits: taken, apart, textOf };
}

function judgeAgain(
  { concerns, file, setup }: JudgedSetup,
  { entry }: Answer,
  edits: readonly Edit[],
  world: {
    readonly context: ReaderContext;
    readonly target: Target;
    readonly textOf: (file: string) => string | undefined;
  },
): Verdict | undefined {
  const { context, target, textOf } = world;
  const edited = new Set(edits.map((edit) => edit.file));
  const changed = (name: string, text: string): string =>
    edited.has(name) ? applyEdits(name, textOf(name) ?? text, edits) : text;
  const open: ReaderContext['open'] = (path, from) => {
    const opened = context.open(path, from);
    return opened && { ...opened, text: changed(opened.file, opened.text) };
  };
  const beside: ReaderContext['beside'] = (ending, from) =>
    context.beside(ending, from).map((one) => {
      // What is not edited stays the same source, which is read once.
      const text = changed(one.file, one.text);
      return text === one.text ? one : { ...one, text };
    });
  const { source } = file;
  const mendedSource = { ...source, text: changed(source.file, source.text) };
  const reading = readSetups(mendedSource, { ...context, open, beside });
  const index = file.reading.setups.indexOf(setup);
  const mended = reading.setups[index];
  const isWhole =
    mended?.name === setup.name &&
    reading.setups.length === file.reading.setups.length &&
    reading.gaps.length <= file.reading.gaps.length &&
    mended.gaps.length <= setup.gaps.length;
  if (!isWhole || concerns.is !== 'asked') return undefined;
  // As the judge says it: what is told of a setup also hangs on the kinds of nodes, which no fix changes.
  const isExposed = (of: BehaviourChange, to: Setup) =>
    judge(of, target.asAsked(to), target.to)?.verdict === 'exposed';
  const spoils = concerns.concerns.some(
    (concern) => isExposed(concern.entry, mended) && !isExposed(concern.entry, setup),
  );
  return spoils ? undefined : judge(entry, target.asAsked(mended), target.to)?.verdict;
}

function isSame(one: Edit, other: Edit): boolean {
  return (
    one.file === other.file &&
    one.from === other.from &&
    one.to === other.to &&
    one.replacement === other.replacement
  );
}

/** Insertions at one spot go together in no order that is known. */
function overlaps(one: Edit, other: Edit): boolean {
  return (
    one.file === other.file &&
    one.from < Math.max(other.to, other.from + 1) &&
    other.from < Math.max(one.to, one.from + 1)
  );
}
