/**
 * What documents have at the start of a line, and no configuration, which indents its longer texts: fences of Markdown, directives of
 * reStructuredText, blocks of AsciiDoc, HTML.
 */
const ofDocuments = /^(?:```|~~~|\.\. [\w-]+::|\[source\b|<[!?/]?[a-z])/im;

/** Statements of programs at the start of a line; keys of configuration are followed by `:` or `=`. */
const ofPrograms: readonly RegExp[] = [
  /^package [\w.]+;?\s*$/m,
  /^import\s+(?:["'({*]|[\w.]+(?:;|\s+(?:as|from)\s|\s*$))/m,
  /^from\s+[\w.]+\s+import\s/m,
  /^#include\s*[<"]/m,
  /^(?:export\s+)?(?:const|let|var)\s+[\w{[][^\n]{0,200}=/m,
  /^(?:async|class|def|describe|export|fn|func|function|impl|it|mod|namespace|public|test|use|using)\s?[^=:\n]{0,200}[({;]/m,
];

/** Whether a text is a document for people, in which configuration stands as an example. */
export function isDocument(text: string): boolean {
  return ofDocuments.test(text);
}

/** Whether a text is a document or a program: what is wrong with configuration in a string is wrong on no node. */
export function isOtherText(text: string): boolean {
  return isDocument(text) || ofPrograms.some((sign) => sign.test(text));
}
