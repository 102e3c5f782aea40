import { applyEdits, type Edit } from '../../shared/exposure/edits.ts';

/** Lines around a change, as diff and git have them. */
const around = 3;

interface Change {
  /** Lines before the change, counted from 0. */
  readonly at: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/**
 * Edits of one file as a unified diff that `git apply` and `patch -p1` take from where the names count. Lines keep their ends.
 */
export function unifiedDiff(name: string, text: string, edits: readonly Edit[]): string {
  const lines = linesOf(text);
  const changes = changesOf(text, edits);
  if (changes.length === 0) return '';
  const hunks: string[] = [];
  let shift = 0;
  for (const group of groupsOf(changes)) {
    const [first] = group;
    const last = group.at(-1);
    if (first === undefined || last === undefined) continue;
    const from = Math.max(0, first.at - around);
    const to = Math.min(lines.length, last.at + last.removed.length + around);
    const body: string[] = [];
    let at = from;
    let added = 0;
    for (const change of group) {
      body.push(...lines.slice(at, change.at).map((line) => marked(' ', line)));
      body.push(...change.removed.map((line) => marked('-', line)));
      body.push(...change.added.map((line) => marked('+', line)));
      at = change.at + change.removed.length;
      added += change.added.length - change.removed.length;
    }
    body.push(...lines.slice(at, to).map((line) => marked(' ', line)));
    const [before, after] = [to - from, to - from + added];
    hunks.push(`@@ -${range(from, before)} +${range(from + shift, after)} @@\n${body.join('')}`);
    shift += added;
  }
  return `--- ${label(`a/${name}`)}\n+++ ${label(`b/${name}`)}\n${hunks.join('')}`;
}

/** A diff of several files, each by its name and its text. */
export function diffOf(
  edits: readonly Edit[],
  textOf: (file: string) => string | undefined,
  nameOf: (file: string) => string,
): string {
  const byFile = Map.groupBy(edits, ({ file }) => file);
  return [...byFile].map(([file, list]) => unifiedDiff(nameOf(file), textOf(file) ?? '', list)).join('');
}

/** What lines an edit takes and gives, without those that stay as they are at its ends. */
function changesOf(text: string, edits: readonly Edit[]): readonly Change[] {
  const sorted = edits.toSorted((a, b) => a.from - b.from);
  return sorted.flatMap((edit): Change[] => {
    const start = edit.from === 0 ? 0 : text.lastIndexOf('\n', edit.from - 1) + 1;
    const next = edit.to > 0 && text[edit.to - 1] === '\n' ? edit.to : text.indexOf('\n', edit.to) + 1;
    const end = next === 0 ? text.length : next;
    const inner = { ...edit, from: edit.from - start, to: edit.to - start };
    const removed = linesOf(text.slice(start, end));
    const added = linesOf(applyEdits(edit.file, text.slice(start, end), [inner]));
    const least = Math.min(removed.length, added.length);
    let head = 0;
    while (head < least && removed[head] === added[head]) head += 1;
    let tail = 0;
    while (tail < least - head && removed.at(-1 - tail) === added.at(-1 - tail)) tail += 1;
    const at = linesOf(text.slice(0, start)).length + head;
    const change = {
      at,
      removed: removed.slice(head, removed.length - tail),
      added: added.slice(head, added.length - tail),
    };
    return change.removed.length + change.added.length === 0 ? [] : [change];
  });
}

/** Changes whose surroundings touch are one hunk. */
function groupsOf(changes: readonly Change[]): readonly (readonly Change[])[] {
  const groups: Change[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const change of changes) {
    if (change.at - end <= 2 * around) groups.at(-1)?.push(change);
    else groups.push([change]);
    end = change.at + change.removed.length;
  }
  return groups;
}

/** Lines with their line breaks. */
function linesOf(text: string): readonly string[] {
  const lines = text.split(/(?<=\n)/);
  return text === '' ? [] : lines;
}

function marked(mark: string, line: string): string {
  return line.endsWith('\n') ? mark + line : `${mark}${line}\n\\ No newline at end of file\n`;
}

/** Of no lines, the line before counts. */
function range(from: number, count: number): string {
  return `${count === 0 ? from : from + 1},${count}`;
}

/** Names with spaces end at a tab, and those with what a line cannot hold are quoted, as git does. */
function label(name: string): string {
  if (/["\\\p{Cc}]/u.test(name)) return JSON.stringify(name);
  return name.includes(' ') ? `${name}\t` : name;
}
