import type { LocatedText } from '../located-text.ts';
import type { ReaderContext } from '../reader.ts';
import type { Tree } from '../tree/tree.ts';

/** What an expression can name: `['local', 'groups', 'blue']`, list places as `[0]`. Gives what of it is known, or nothing. */
export type Resolve = (path: readonly string[], spot: Spot) => Tree | undefined;

/** Where an expression stands, and what it may use. */
export interface Spot {
  /** The text that the syntax tree's offsets count in. */
  readonly source: LocatedText;
  readonly file: string;
  readonly context: ReaderContext;
  readonly resolve: Resolve;
  readonly depth: number;
  /** How many more expressions are parsed for this check's file. */
  readonly budget: { parses: number };
  /** What stands below a tree; nothing where that is not known. */
  readonly follow: (tree: Tree, path: readonly string[]) => Tree | undefined;
  /** The value of an expression that is a text of its own. */
  readonly evaluateText: (expression: LocatedText, spot: Spot) => Tree;
}
