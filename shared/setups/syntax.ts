/** A part of a parsed text. Offsets count UTF-16 units, as strings do; `field` is the name that the grammar gives the part in its parent. */
export interface SyntaxNode {
  readonly type: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly field: string | undefined;
  /** False of punctuation and keywords. */
  readonly named: boolean;
  /** True of what the parser had to invent, or could not place. */
  readonly broken: boolean;
  readonly children: readonly SyntaxNode[];
}

/**
 * Parses one language and goes on after errors. The parser itself is loaded outside of this stage and handed in.
 *
 * Gives nothing where the text is too deep or takes too long: then the reader has a gap.
 */
export interface SyntaxParser {
  readonly parse: (text: string) => SyntaxNode | undefined;
}

/** The first child that a grammar names so. */
export function childOf(node: SyntaxNode, field: string): SyntaxNode | undefined {
  return node.children.find((child) => child.field === field);
}
