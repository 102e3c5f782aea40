import type { Gap, Setup } from './setup.ts';
import type { SyntaxParser } from './syntax.ts';

/** One file, or standard input. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
  /** Whoever asks names this very file, so that a script is user data whatever it does. */
  readonly named?: boolean;
}

/** What a reader needs of the world, handed in: a stage opens no file and loads no parser. */
export interface ReaderContext {
  readonly shell: SyntaxParser;
  readonly hcl: SyntaxParser;
  /** Unpacks gzip, in bounds: nothing where it is broken or gets too big. */
  readonly gunzip: (bytes: Uint8Array) => Uint8Array | undefined;
  /** Another file of the same check, by its path relative to the file that names it. */
  readonly open: (path: string, from: string) => SourceText | undefined;
  /** The other files of a file's folder whose names end so: a module of Terraform is a folder. */
  readonly beside: (ending: string, from: string) => readonly SourceText[];
}

export interface Reading {
  readonly setups: readonly Setup[];
  /** What could not be read at all; what leaves a setup open is among the setup's own. */
  readonly gaps: readonly Gap[];
}

/** Reads one kind of file. It never throws over a text: what it cannot read is a gap. */
export interface Reader {
  readonly name: string;
  /** Whether the text is of this kind, by its content, without parsing it. */
  readonly reads: (source: SourceText) => boolean;
  readonly read: (source: SourceText, context: ReaderContext) => Reading;
}
