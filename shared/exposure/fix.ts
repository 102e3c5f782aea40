/**
 * How to change what decides, so that the setup is no longer exposed. It changes whole lines or single arguments of the file, and
 * whoever prints it reads and judges the result first: a fix that does not help is not printed.
 *
 * In texts, `{device}`, `{path}` and `{value}` stand for those of the step or setting that decides.
 */
export interface Fix {
  /** What the fix does, as a sentence. */
  readonly says: string;
  /** Takes out the setting or the command. */
  readonly remove?: true;
  /** The value that a setting gets. */
  readonly value?: string;
  /** A text in the deciding command's lines, and what takes its place. */
  readonly swap?: { readonly from: string; readonly to: string };
  /** Lines before the deciding command. */
  readonly before?: readonly string[];
  /** Lines after it. */
  readonly after?: readonly string[];
}
